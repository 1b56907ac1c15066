package dev.litevps.api.support;

import dev.litevps.api.web.ApiException;
import dev.litevps.command.ledger.ChargedFor;
import dev.litevps.command.ledger.Claim;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ledger.ChargeExplanation;
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
    Mono<Optional<Claim>> find(AccountId accountId, @Nullable String vpsId, @Nullable String chargeId) {
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

    /** The same, with what was charged for it by now. */
    Mono<Optional<Claim>> find(AccountId accountId, @Nullable PaidFor paidFor) {
        if (paidFor == null) {
            return Mono.just(Optional.empty());
        }
        String chargeId = paidFor.chargeId();
        return find(accountId, chargeId == null ? paidFor.vpsId().toString() : null, chargeId);
    }

    private Mono<Claim> charge(AccountId accountId, String chargeId) {
        return Mono.justOrEmpty(ChargeId.parse(chargeId))
                .flatMap(id -> Mono.zip(
                        charges.explain(accountId, id),
                        charges.explain(accountId, id.hour()),
                        charges.costOf(accountId, id.vpsId())))
                .map(found -> claim(found.getT1(), found.getT2(), found.getT3()))
                .switchIfEmpty(Mono.error(() ->
                        ApiException.badRequest("unknown_charge", "the account has no such charge in its statement")));
    }

    private static Claim claim(ChargeExplanation charge, ChargeExplanation hour, ChargeQueries.VpsCost vps) {
        ChargeId id = charge.id();
        return new Claim(
                new PaidFor(id.vpsId(), id.toString(), atLeastNothing(charge.cost())),
                new ChargedFor(vps.charged(), hour.charged(), id.equals(id.hour()) ? null : charge.charged()));
    }

    private Mono<Claim> vps(AccountId accountId, String vpsId) {
        return Mono.justOrEmpty(parse(vpsId))
                .flatMap(id -> charges.costOf(accountId, id)
                        .map(cost -> new Claim(
                                new PaidFor(id, null, atLeastNothing(cost.cost())),
                                new ChargedFor(cost.charged(), null, null))))
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
