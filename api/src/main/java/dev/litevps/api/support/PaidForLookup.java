package dev.litevps.api.support;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ledger.ChargeId;
import dev.litevps.query.ledger.ChargeQueries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a customer paid for, by the names that people of support give it, and what it cost. */
@Component
class PaidForLookup {

    private final ChargeQueries charges;

    PaidForLookup(ChargeQueries charges) {
        this.charges = charges;
    }

    /**
     * What is named, of which at most one is; empty if nothing is. {@link ApiException} 400 if the account was never charged
     * for it.
     */
    Mono<Optional<PaidFor>> find(AccountId accountId, @Nullable String vpsId, @Nullable String chargeId) {
        if (vpsId != null && chargeId != null) {
            return Mono.error(ApiException.badRequest("invalid_request", "give a vps_id or a charge_id, not both"));
        }
        if (chargeId != null) {
            return charge(accountId, chargeId).map(Optional::of);
        }
        return vpsId == null
                ? Mono.just(Optional.empty())
                : vps(accountId, vpsId).map(Optional::of);
    }

    private Mono<PaidFor> charge(AccountId accountId, String chargeId) {
        return Mono.justOrEmpty(ChargeId.parse(chargeId))
                .flatMap(id -> charges.explain(accountId, id))
                .map(charge -> new PaidFor(charge.id().vpsId(), charge.id().toString(), atLeastNothing(charge.cost())))
                .switchIfEmpty(Mono.error(() ->
                        ApiException.badRequest("unknown_charge", "the account has no such charge in its statement")));
    }

    private Mono<PaidFor> vps(AccountId accountId, String vpsId) {
        return Mono.justOrEmpty(parse(vpsId))
                .flatMap(id -> charges.costOf(accountId, id).map(cost -> new PaidFor(id, null, atLeastNothing(cost))))
                .switchIfEmpty(Mono.error(
                        () -> ApiException.badRequest("unknown_vps", "the account was never charged for such a VPS")));
    }

    private static Usd atLeastNothing(Usd cost) {
        return cost.isLessThan(Usd.ZERO) ? Usd.ZERO : cost;
    }

    private static Optional<VpsId> parse(String text) {
        try {
            return Optional.of(VpsId.of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
