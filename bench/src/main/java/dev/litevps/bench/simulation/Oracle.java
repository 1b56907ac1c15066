package dev.litevps.bench.simulation;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What everything must cost, from the raw facts: when each machine could be reached and when no longer, what its plan cost
 * from when on, and what was paid in. It goes through every minute one by one, and shares no code and no method with the
 * platform, which computes with spans.
 */
final class Oracle {

    private static final BigInteger MINUTES_PER_HOUR = BigInteger.valueOf(60);
    private static final long SECONDS_PER_MINUTE = 60;

    /** Minutes are counted from here, so that bit sets of them are small. */
    private final long origin;

    private final Map<PlanId, NavigableMap<Integer, BigInteger>> prices = new HashMap<>();
    private final Map<VpsId, Machine> machines = new HashMap<>();
    private final Map<AccountId, Map<UUID, Long>> entries = new HashMap<>();

    /** @param earliest before which nothing happens */
    Oracle(Instant earliest) {
        this.origin = Math.floorDiv(earliest.getEpochSecond(), SECONDS_PER_MINUTE);
    }

    /** The minute that has the number 0, as minutes since 1970. */
    long origin() {
        return origin;
    }

    /** The number of the minute in which this moment lies. */
    int minuteOf(Instant moment) {
        return Math.toIntExact(Math.floorDiv(moment.getEpochSecond(), SECONDS_PER_MINUTE) - origin);
    }

    /** The plan costs this much from the minute that begins at this moment. */
    void priced(PlanId plan, long microsPerHour, Instant from) {
        int minute = minuteOf(from);
        prices.computeIfAbsent(plan, _ -> new TreeMap<>()).put(minute, BigInteger.valueOf(microsPerHour));
        machines.values().stream().filter(machine -> machine.plan.equals(plan)).forEach(Machine::forgetCosts);
    }

    /** Money was added, or taken if negative, under this identity, which counts once. */
    void booked(AccountId account, UUID entry, long micros) {
        entries.computeIfAbsent(account, _ -> new HashMap<>()).put(entry, micros);
    }

    void reachable(VpsId vps, PlanId plan, Instant at) {
        Machine machine = machines.computeIfAbsent(vps, _ -> new Machine(plan));
        SimulationFailure.require(machine.since == null, "%s became reachable while it was", vps);
        machine.since = at;
    }

    boolean isReachable(VpsId vps) {
        Machine machine = machines.get(vps);
        return machine != null && machine.since != null;
    }

    /** It ran until then; nothing if it did not run. */
    void stopped(VpsId vps, Instant until) {
        Machine machine = machines.get(vps);
        if (machine != null && machine.since != null) {
            int first = minuteOf(machine.since);
            live(machine.minutes, first, Math.max(first, minuteOf(until.minusNanos(1))));
            machine.since = null;
        }
    }

    /**
     * Every minute in which it ran, however short. A machine that was on for no time at all was on in the minute in which it
     * became reachable. Time that has been counted does not come a second time, whatever clocks say.
     */
    private static void live(BitSet minutes, int first, int last) {
        for (int minute = first; minute <= last; minute++) {
            if (minute >= minutes.length()) {
                minutes.set(minute);
            }
        }
    }

    /** What must have been charged when all minutes up to this one have been; it included. */
    Bill bill(VpsId vps, int through) {
        Machine machine = machines.get(vps);
        if (machine == null) {
            return new Bill(new BitSet(), 0);
        }
        BitSet minutes = (BitSet) machine.minutes.clone();
        if (machine.since != null) {
            live(minutes, minuteOf(machine.since), through);
        }
        if (minutes.length() > through + 1) {
            minutes.clear(through + 1, minutes.length());
        }
        return new Bill(minutes, machine.cost(minutes, Objects.requireNonNull(prices.get(machine.plan))));
    }

    /** All that was paid in, less all that was taken. */
    long booked(AccountId account) {
        return entries.getOrDefault(account, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Computes every cost anew from now on, instead of remembering those of minutes that were asked for before. */
    void forgetCosts() {
        machines.values().forEach(Machine::forgetCosts);
    }

    /**
     * What one machine owes.
     *
     * @param minutes the minutes that are charged
     */
    record Bill(BitSet minutes, long micros) {}

    private static final class Machine {

        private final PlanId plan;
        private final BitSet minutes = new BitSet();
        private @Nullable Instant since;

        /** The first minutes, how many they are and what they cost together, as far as that was computed. */
        private final BitSet known = new BitSet();

        private int knownCount;
        private long knownMicros;

        private Machine(PlanId plan) {
            this.plan = plan;
        }

        private long cost(BitSet charged, NavigableMap<Integer, BigInteger> plansPrices) {
            BitSet beginning = charged.get(0, known.length());
            if (!beginning.equals(known)) {
                forgetCosts();
            }
            for (int minute = charged.nextSetBit(known.length());
                    minute >= 0;
                    minute = charged.nextSetBit(minute + 1)) {
                known.set(minute);
                knownCount++;
                knownMicros += costOf(knownCount, priceAt(plansPrices, minute));
            }
            return knownMicros;
        }

        private static BigInteger priceAt(NavigableMap<Integer, BigInteger> plansPrices, int minute) {
            Map.Entry<Integer, BigInteger> entry = plansPrices.floorEntry(minute);
            return entry == null ? plansPrices.firstEntry().getValue() : entry.getValue();
        }

        /** ⌊P·k/60⌋ − ⌊P·(k−1)/60⌋; prices are positive, so dividing rounds down. */
        private static long costOf(int number, BigInteger price) {
            BigInteger upToIt = price.multiply(BigInteger.valueOf(number)).divide(MINUTES_PER_HOUR);
            BigInteger upToTheOneBefore =
                    price.multiply(BigInteger.valueOf(number - 1L)).divide(MINUTES_PER_HOUR);
            return upToIt.subtract(upToTheOneBefore).longValueExact();
        }

        private void forgetCosts() {
            known.clear();
            knownCount = 0;
            knownMicros = 0;
        }
    }
}
