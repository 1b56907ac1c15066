package dev.litevps.command.ledger;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be given back of what an account was charged: at most all of it, and for each VPS, each hour of it and each minute
 * no more than that had cost. What is given back for a minute counts for its hour and its VPS too, so that no cent is given
 * back under two names; nor is it when a charge turns out to be unearned for which something was given back already. Only
 * those charges are remembered for which something was given back, and of VPSes that are not destroyed what they have cost.
 */
class Refunds {

    /** What was charged, less what was reversed and given back since. */
    private Usd left = Usd.ZERO;

    /** By the id of the VPS or the charge: for it, and for all that is a part of it. */
    private Map<String, Usd> returned = new HashMap<>();

    /** Charges that were given back because the VPS did not run. */
    private List<ChargeLine> reversed = new ArrayList<>();

    /** What VPSes have cost that are not destroyed, less what was reversed. */
    private Map<VpsId, Usd> paid = new HashMap<>();

    /** @param kept whether more may be charged for the VPS */
    void charged(ChargeLine line, boolean kept) {
        left = left.plus(line.amount());
        if (kept) {
            paid.merge(line.vpsId(), line.amount(), Usd::plus);
        }
    }

    void reversed(List<ChargeLine> lines) {
        left = left.minus(ChargeLine.sum(lines));
        reversed.addAll(lines);
        lines.forEach(line -> paid.computeIfPresent(line.vpsId(), (_, cost) -> cost.minus(line.amount())));
    }

    void destroyed(VpsId vpsId) {
        paid.remove(vpsId);
    }

    /**
     * What was given back already, for their hours or their minutes, of charges of a VPS that turn out to be unearned: beyond
     * what the hour has cost without them. By hour, and never more than the charges of that hour.
     *
     * @param unearned the charges; no later ones are there
     * @param since all charges of the VPS from the beginning of the first hour of these on; none if that is not known, which is
     *     to the customer's advantage
     */
    Map<ChargeId, Usd> returnedOf(List<ChargeLine> unearned, List<ChargeLine> since) {
        Map<ChargeId, Usd> byHour = new LinkedHashMap<>();
        for (ChargeId hour : hours(unearned)) {
            Usd amount = ChargeLine.sum(parts(unearned, hour));
            Usd before = returnedOfMinutes(hour, unearned);
            // Of the first hour only, others may have been charged before.
            if (!byHour.isEmpty() || !since.isEmpty()) {
                Usd earned = most(Usd.ZERO, ChargeLine.sum(parts(since, hour)).minus(amount));
                before = most(
                        before, returned.getOrDefault(hour.toString(), Usd.ZERO).minus(earned));
            }
            byHour.put(hour, most(Usd.ZERO, least(amount, before)));
        }
        return byHour;
    }

    /** What was given back for the VPS beyond what it has cost without these charges; never more than the charges. */
    Usd returnedOf(VpsId vpsId, Usd unearned) {
        Usd earned = paid.getOrDefault(vpsId, Usd.ZERO).minus(unearned);
        Usd before = returned.getOrDefault(vpsId.toString(), Usd.ZERO).minus(earned);
        return most(Usd.ZERO, least(unearned, before));
    }

    private Usd returnedOfMinutes(ChargeId hour, List<ChargeLine> unearned) {
        Usd sum = Usd.ZERO;
        for (Map.Entry<String, Usd> entry : returned.entrySet()) {
            Optional<ChargeId> minute = parse(entry.getKey())
                    .filter(charge -> !charge.equals(hour) && charge.hour().equals(hour))
                    .filter(charge -> !parts(unearned, charge).isEmpty());
            if (minute.isPresent()) {
                sum = sum.plus(entry.getValue());
            }
        }
        return sum;
    }

    private static Set<ChargeId> hours(List<ChargeLine> lines) {
        Set<ChargeId> hours = new LinkedHashSet<>();
        for (ChargeLine line : lines) {
            ChargeId hour = ChargeId.of(line.vpsId(), ChargeId.Span.HOUR, line.firstMinute());
            while (!hour.first().isAfter(line.lastMinute())) {
                hours.add(hour);
                hour = ChargeId.of(line.vpsId(), ChargeId.Span.HOUR, hour.last().plus(1));
            }
        }
        return hours;
    }

    private static Usd most(Usd one, Usd other) {
        return one.isLessThan(other) ? other : one;
    }

    private static Usd least(Usd one, Usd other) {
        return one.isLessThan(other) ? one : other;
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
        if (!amount.isPositive()) {
            // It takes away.
            return;
        }
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
        return ChargeLine.sum(parts(reversed, charge));
    }

    private static List<ChargeLine> parts(List<ChargeLine> lines, ChargeId charge) {
        return lines.stream()
                .filter(line -> line.vpsId().equals(charge.vpsId()))
                .flatMap(line -> line.within(charge).stream())
                .toList();
    }

    private static Optional<ChargeId> parse(@Nullable String chargeId) {
        return Optional.ofNullable(chargeId).flatMap(ChargeId::parse);
    }
}
