package dev.litevps.command.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which minutes of one VPS are to be charged, and which were. It opens and closes as the VPS starts and stops, and counts
 * every minute of UTC that lies at least partly in between, once, however often it opened and closed within it. It never
 * looks back: if clocks were set back, time that was counted is not counted a second time.
 *
 * @param tokenId the access token with which the VPS was created or started the last time; null if it was none
 * @param chargedThrough the last minute that was charged; long ago, if none was
 * @param charged how many minutes were charged, in the VPS's whole life
 * @param due what was counted in the past and is not charged yet; in order, and apart from each other
 * @param open what is being counted; null while the VPS does not run
 * @param removed whether it will never open again
 */
record Meter(
        PlanId planId,
        @Nullable AccessTokenId tokenId,
        Minute chargedThrough,
        long charged,
        List<Span> due,
        @Nullable Open open,
        boolean removed) {

    private static final Minute LONG_AGO = new Minute(0);

    /**
     * Consecutive minutes, both ends included.
     *
     * @param tokenId the access token that spends what they cost; null if it is none
     */
    record Span(Minute from, Minute to, @Nullable AccessTokenId tokenId) {}

    /**
     * A VPS that runs.
     *
     * @param opened the minute in which it began to run
     * @param from the first minute that is counted: a later one, if that one was counted before
     */
    record Open(Minute opened, Minute from) {

        /** The last minute that is counted if it ends now: the one in which it began, at least. */
        Minute lastMinute(Instant until) {
            return Minute.laterOf(opened, Minute.of(until.minusNanos(1)));
        }
    }

    Meter {
        due = List.copyOf(due);
    }

    static Meter fresh(PlanId planId) {
        return new Meter(planId, null, LONG_AGO, 0, List.of(), null, false);
    }

    boolean isOpen() {
        return open != null;
    }

    /** Whether nothing is left to charge, now or ever. */
    boolean isSettled() {
        return removed && open == null && due.isEmpty();
    }

    /** What it costs from now on is spent by this token. */
    Meter opened(@Nullable AccessTokenId token, Instant at) {
        Minute counted = due.isEmpty() ? chargedThrough : due.getLast().to();
        Minute minute = Minute.of(at);
        Open next = new Open(minute, Minute.laterOf(minute, counted.plus(1)));
        return new Meter(planId, token, chargedThrough, charged, due, next, removed);
    }

    Meter closed(Instant until) {
        if (open == null) {
            return this;
        }
        Minute from = Minute.laterOf(open.from(), chargedThrough.plus(1));
        Minute to = open.lastMinute(until);
        List<Span> extended = new ArrayList<>(due);
        if (!from.isAfter(to)) {
            extended.add(new Span(from, to, tokenId));
        }
        return with(extended, null);
    }

    Meter markRemoved() {
        return new Meter(planId, tokenId, chargedThrough, charged, due, open, true);
    }

    /** The minutes up to this one that are to be charged. */
    List<Span> dueThrough(Minute through) {
        List<Span> spans = new ArrayList<>(due.size() + 1);
        for (Span span : due) {
            addIfAny(spans, span.from(), Minute.earlierOf(span.to(), through), span.tokenId());
        }
        if (open != null) {
            addIfAny(spans, Minute.laterOf(open.from(), chargedThrough.plus(1)), through, tokenId);
        }
        return spans;
    }

    /** The minutes that were charged though the VPS, as is known only now, ran no longer than this. */
    Optional<Span> chargedAfter(Instant until) {
        if (open == null) {
            return Optional.empty();
        }
        Minute end = Minute.laterOf(open.lastMinute(until), open.from().plus(-1));
        return end.isBefore(chargedThrough)
                ? Optional.of(new Span(end.plus(1), chargedThrough, tokenId))
                : Optional.empty();
    }

    /** All minutes from this one on that were charged; empty if some of them may lie before the VPS was started the last time. */
    Optional<Span> allChargedSince(Minute minute) {
        if (open == null || open.from().isAfter(chargedThrough)) {
            return Optional.empty();
        }
        boolean isFirstRun = charged == chargedThrough.minus(open.from()) + 1;
        if (open.from().isAfter(minute) && !isFirstRun) {
            return Optional.empty();
        }
        Minute from = Minute.laterOf(open.from(), minute);
        return from.isAfter(chargedThrough) ? Optional.empty() : Optional.of(new Span(from, chargedThrough, tokenId));
    }

    Meter charged(ChargeLine line) {
        Minute through = line.lastMinute();
        List<Span> left = new ArrayList<>(due.size());
        for (Span span : due) {
            addIfAny(left, Minute.laterOf(span.from(), through.plus(1)), span.to(), span.tokenId());
        }
        return new Meter(planId, tokenId, through, charged + line.minutes(), left, open, removed);
    }

    Meter reversed(ChargeLine line) {
        return new Meter(planId, tokenId, line.firstMinute().plus(-1), charged - line.minutes(), due, open, removed);
    }

    private Meter with(List<Span> nextDue, @Nullable Open nextOpen) {
        return new Meter(planId, tokenId, chargedThrough, charged, nextDue, nextOpen, removed);
    }

    private static void addIfAny(List<Span> spans, Minute from, Minute to, @Nullable AccessTokenId tokenId) {
        if (!from.isAfter(to)) {
            spans.add(new Span(from, to, tokenId));
        }
    }
}
