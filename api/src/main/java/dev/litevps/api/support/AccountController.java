package dev.litevps.api.support;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Credentials;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.EmailAddress;
import dev.litevps.query.Erasure;
import dev.litevps.query.account.AccountQueries;
import dev.litevps.query.account.AccountRow;
import dev.litevps.query.ledger.BalanceQueries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code GET /api/support/accounts}: whose account it is that somebody writes about. */
@RestController("supportAccountController")
@RequestMapping("/api/support/accounts")
class AccountController {

    private final Accounts accounts;
    private final AccountQueries queries;
    private final BalanceQueries balances;
    private final Credentials credentials;
    private final PersonalData personalData;
    private final Commands commands;

    AccountController(
            Accounts accounts,
            AccountQueries queries,
            BalanceQueries balances,
            Credentials credentials,
            PersonalData personalData,
            Commands commands) {
        this.accounts = accounts;
        this.queries = queries;
        this.balances = balances;
        this.credentials = credentials;
        this.personalData = personalData;
        this.commands = commands;
    }

    /** The account with exactly this address: one or none, since addresses are kept in a form that cannot be searched. */
    @GetMapping
    Flux<AccountResponse> find(@RequestParam(required = false) @Nullable String email) {
        EmailAddress wanted = EmailAddress.parse(email);
        return commands.blocking(() -> credentials.accountOf(wanted.text()))
                .flatMap(Mono::justOrEmpty)
                .flatMap(queries::byId)
                .flatMap(this::describe)
                .flux();
    }

    @GetMapping("/{id}")
    Mono<AccountResponse> get(@PathVariable String id) {
        return accounts.require(id).flatMap(this::describe);
    }

    private Mono<AccountResponse> describe(AccountRow account) {
        return balances.byAccount(account.id())
                .switchIfEmpty(Mono.error(() -> ApiException.unavailable("the account is being set up; try again")))
                .flatMap(money -> commands.blocking(() -> AccountResponse.of(account, maskedEmail(account), money)));
    }

    private String maskedEmail(AccountRow account) {
        return Optional.ofNullable(account.email())
                .flatMap(email -> personalData.decrypt(account.id(), email))
                .map(MaskedEmail::of)
                .orElse(Erasure.ERASED);
    }
}
