package dev.litevps.command.ledger;

import dev.litevps.command.plan.PriceBook;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The meters of an account: one for every VPS that ever ran and is not destroyed and settled. */
class Meters {

    private Map<VpsId, Meter> meters = new LinkedHashMap<>();

    boolean isOpen(VpsId vpsId) {
        Meter meter = meters.get(vpsId);
        return meter != null && meter.isOpen();
    }

    boolean isKept(VpsId vpsId) {
        Meter meter = meters.get(vpsId);
        return meter != null && !meter.removed();
    }

    /** The access token with which the VPS was created or started the last time, if it was one, and the VPS ever ran. */
    @Nullable
    AccessTokenId tokenOf(VpsId vpsId) {
        Meter meter = meters.get(vpsId);
        return meter == null ? null : meter.tokenId();
    }

    /** Whether any VPS is left that this access token was the last to create or start. */
    boolean hasAnyOf(AccessTokenId tokenId) {
        return meters.values().stream().anyMatch(meter -> tokenId.equals(meter.tokenId()));
    }

    /** The VPSes that run, of those that this applies to. */
    List<VpsId> open(Predicate<Meter> which) {
        return select(meter -> meter.isOpen() && which.test(meter));
    }

    /** The VPSes that are not being destroyed, whether they run or not. */
    List<VpsId> kept() {
        return select(meter -> !meter.removed());
    }

    /** What the VPSes that run cost in an hour, at the prices of this minute. */
    Usd burnPerHour(PriceBook prices, Minute minute) {
        Usd burn = Usd.ZERO;
        for (Meter meter : meters.values()) {
            if (meter.isOpen()) {
                burn = burn.plus(prices.of(meter.planId(), minute).perHour(minute));
            }
        }
        return burn;
    }

    /** Every minute up to this one that is to be charged and was not. */
    List<ChargeLine> due(Minute through, PriceBook prices) {
        List<ChargeLine> lines = new ArrayList<>(meters.size());
        meters.forEach((vpsId, meter) -> {
            long number = meter.charged() + 1;
            for (Meter.Span span : meter.dueThrough(through)) {
                number = addLines(lines, vpsId, meter, span, number, prices);
            }
        });
        return lines;
    }

    /** What was charged for minutes in which the VPS, as is known only now, no longer ran. */
    List<ChargeLine> chargedAfter(VpsId vpsId, Instant until, PriceBook prices) {
        return charged(vpsId, meter -> meter.chargedAfter(until), prices);
    }

    /** All that was charged for the minutes from this one on; nothing if that is not known any more. */
    List<ChargeLine> allChargedSince(VpsId vpsId, Minute minute, PriceBook prices) {
        return charged(vpsId, meter -> meter.allChargedSince(minute), prices);
    }

    /** @param which the last minutes that were charged */
    private List<ChargeLine> charged(VpsId vpsId, Function<Meter, Optional<Meter.Span>> which, PriceBook prices) {
        List<ChargeLine> lines = new ArrayList<>();
        Meter meter = meters.get(vpsId);
        if (meter != null) {
            which.apply(meter).ifPresent(span -> {
                long minutes = span.to().minus(span.from()) + 1;
                addLines(lines, vpsId, meter, span, meter.charged() - minutes + 1, prices);
            });
        }
        return lines;
    }

    /** Adds a line for each price that the minutes have; returns the number of the minute after them. */
    private static long addLines(
            List<ChargeLine> lines, VpsId vpsId, Meter meter, Meter.Span span, long firstNumber, PriceBook prices) {
        prices.of(meter.planId(), span.to()).forEachPrice(span.from(), span.to(), (price, from, to) -> {
            lines.add(ChargeLine.of(
                    vpsId,
                    span.tokenId(),
                    price.number(),
                    price.pricePerHour(),
                    from,
                    Math.toIntExact(to.minus(from) + 1),
                    firstNumber + from.minus(span.from())));
        });
        return firstNumber + span.to().minus(span.from()) + 1;
    }

    void open(VpsId vpsId, PlanId planId, @Nullable AccessTokenId tokenId, Instant at) {
        meters.compute(vpsId, (_, meter) -> (meter == null ? Meter.fresh(planId) : meter).opened(tokenId, at));
    }

    void close(VpsId vpsId, Instant until) {
        change(vpsId, meter -> meter.closed(until));
    }

    void remove(VpsId vpsId) {
        change(vpsId, Meter::markRemoved);
    }

    void charge(ChargeLine line) {
        change(line.vpsId(), meter -> meter.charged(line));
    }

    void reverse(ChargeLine line) {
        change(line.vpsId(), meter -> meter.reversed(line));
    }

    private void change(VpsId vpsId, UnaryOperator<Meter> change) {
        meters.computeIfPresent(vpsId, (_, meter) -> {
            Meter changed = change.apply(meter);
            return changed.isSettled() ? null : changed;
        });
    }

    private List<VpsId> select(Predicate<Meter> which) {
        List<VpsId> selected = new ArrayList<>();
        meters.forEach((vpsId, meter) -> {
            if (which.test(meter)) {
                selected.add(vpsId);
            }
        });
        return selected;
    }
}
