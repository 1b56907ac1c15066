package dev.litevps.command.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanEvent;
import dev.litevps.events.plan.PlanEvent.PlanPublished;
import dev.litevps.events.plan.PlanEvent.PlanRenamed;
import dev.litevps.events.plan.PlanEvent.PlanRepriced;
import dev.litevps.events.plan.PlanEvent.PlanRetired;
import java.util.ArrayList;
import java.util.List;

/** What a plan has cost, minute by minute. */
public final class PriceHistory {

    private final List<PriceVersion> versions;

    private PriceHistory(List<PriceVersion> versions) {
        this.versions = List.copyOf(versions);
    }

    /** As these events of the plan tell it, in their order, from the first on. */
    public static PriceHistory of(List<PlanEvent> events) {
        List<PriceVersion> versions = new ArrayList<>();
        for (PlanEvent event : events) {
            switch (event) {
                case PlanPublished published ->
                    versions.add(new PriceVersion(1, published.pricePerHour(), Minute.of(published.at())));
                case PlanRepriced repriced ->
                    versions.add(
                            new PriceVersion(versions.size() + 1, repriced.pricePerHour(), repriced.effectiveFrom()));
                case PlanRenamed _, PlanRetired _ -> {
                    // Machines that have the plan keep it, at its price.
                }
            }
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a plan that was never published has no price");
        }
        return new PriceHistory(versions);
    }

    /** The price of this minute; of those that begin with the same minute, the last one. */
    public PriceVersion at(Minute minute) {
        for (PriceVersion version : versions.reversed()) {
            if (!version.effectiveFrom().isAfter(minute)) {
                return version;
            }
        }
        return versions.getFirst();
    }

    /** What an hour costs in this minute. */
    public Usd perHour(Minute minute) {
        return at(minute).pricePerHour();
    }

    /** The last minute that costs the same as this one, at most {@code limit}. */
    Minute endOfPrice(Minute minute, Minute limit) {
        Minute end = limit;
        for (PriceVersion version : versions) {
            if (version.effectiveFrom().isAfter(minute)) {
                end = Minute.earlierOf(end, version.effectiveFrom().plus(-1));
            }
        }
        return end;
    }

    /** Calls for each part of the minutes from {@code first} to {@code last} that has one price, in their order. */
    public void forEachPrice(Minute first, Minute last, Part part) {
        Minute from = first;
        while (!from.isAfter(last)) {
            Minute to = endOfPrice(from, last);
            part.accept(at(from), from, to);
            from = to.plus(1);
        }
    }

    /** Takes minutes that have one price: from, to, both included. */
    @FunctionalInterface
    public interface Part {
        void accept(PriceVersion price, Minute from, Minute to);
    }
}
