package dev.litevps.api.support;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.account.AccountId;
import dev.litevps.query.account.AccountQueries;
import dev.litevps.query.account.AccountRow;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the accounts that people of support name in paths. */
@Component
public class Accounts {

    private final AccountQueries queries;

    Accounts(AccountQueries queries) {
        this.queries = queries;
    }

    /** The account of this id; {@link ApiException} 404 if there is none, or the text is no id. */
    public Mono<AccountRow> require(String id) {
        return Mono.fromCallable(() -> parse(id))
                .flatMap(queries::byId)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("account")));
    }

    private static AccountId parse(String id) {
        try {
            return AccountId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException unknown = ApiException.notFound("account");
            unknown.initCause(e);
            throw unknown;
        }
    }
}
