package dev.litevps.command.ledger;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be given back of what an account was charged: at most all of it, and for each VPS, each hour of it and each minute
 * no more than that had cost. What is given back for a minute counts for its hour and its VPS too, so that no cent is given
 * back under two names. Only those are remembered for which something was given back.
 */
class Refunds {

    /** What was charged, less what was reversed and given back since. */
    private Usd left = Usd.ZERO;

    /** By the id of the VPS or the charge: for it, and for all that is a part of it. */
    private Map<String, Usd> returned = new HashMap<>();

    /** Charges that were given back because the VPS did not run. */
    private List<ChargeLine> reversed = new ArrayList<>();

    void charged(Usd amount) {
        left = left.plus(amount);
    }

    void reversed(List<ChargeLine> lines) {
        left = left.minus(ChargeLine.sum(lines));
        reversed.addAll(lines);
    }

    void returned(@Nullable VpsId vpsId, @Nullable String chargeId, Usd amount) {
        left = left.minus(amount);
        if (vpsId != null) {
            returned.merge(vpsId.toString(), amount, Usd::plus);
        }
        parse(chargeId).ifPresent(charge -> {
            String hour = charge.hour().toString();
            returned.merge(hour, amount, Usd::plus);
            if (!charge.toString().equals(hour)) {
                returned.merge(charge.toString(), amount, Usd::plus);
            }
        });
    }

    /**
     * {@link CommandRejected} if so much cannot be given back, for this or at all.
     *
     * @param claim what it is given back for; null if that is nothing in particular
     */
    void require(Usd amount, @Nullable Claim claim) {
        require(left, amount, "the account was charged, all in all, no more than ");
        if (claim == null) {
            return;
        }
        ChargedFor charged = claim.charged();
        VpsId vpsId = claim.paidFor().vpsId();
        require(open(charged.vps(), vpsId.toString(), reversed(vpsId)), amount, "the VPS cost no more than ");
        parse(claim.paidFor().chargeId()).ifPresent(charge -> {
            ChargeId hour = charge.hour();
            require(open(charged.hour(), hour.toString(), reversed(hour)), amount, "the hour cost no more than ");
            if (!charge.equals(hour)) {
                require(
                        open(charged.minute(), charge.toString(), reversed(charge)),
                        amount,
                        "the minute cost no more than ");
            }
        });
    }

    private static void require(Usd open, Usd amount, String what) {
        if (open.isLessThan(amount)) {
            throw new CommandRejected(RejectionCode.REFUND_EXCEEDS_CHARGES, what + open + " that were not given back");
        }
    }

    private Usd open(@Nullable Usd charged, String name, Usd back) {
        Usd all = charged == null ? Usd.ZERO : charged;
        return all.minus(back).minus(returned.getOrDefault(name, Usd.ZERO));
    }

    private Usd reversed(VpsId vpsId) {
        return ChargeLine.sum(
                reversed.stream().filter(line -> line.vpsId().equals(vpsId)).toList());
    }

    private Usd reversed(ChargeId charge) {
        return ChargeLine.sum(reversed.stream()
                .filter(line -> line.vpsId().equals(charge.vpsId()))
                .flatMap(line -> part(line, charge).stream())
                .toList());
    }

    private static Optional<ChargeLine> part(ChargeLine line, ChargeId charge) {
        Minute from = Minute.laterOf(line.firstMinute(), charge.first());
        Minute to = Minute.earlierOf(line.lastMinute(), charge.last());
        return from.isAfter(to) ? Optional.empty() : Optional.of(line.part(from, to));
    }

    private static Optional<ChargeId> parse(@Nullable String chargeId) {
        return Optional.ofNullable(chargeId).flatMap(ChargeId::parse);
    }
}
