package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lines divided among the hours of UTC and the VPSes that they belong to; one share for each hour of a VPS. */
final class HourShares {

    private static final long MINUTES_PER_HOUR = 60;

    private record Key(long hour, VpsId vpsId) {}

    private record Share(int minutes, Usd amount) {

        Share plus(Share other) {
            return new Share(minutes + other.minutes, amount.plus(other.amount));
        }
    }

    private final Map<Key, Share> shares = new LinkedHashMap<>();
    private final int sign;

    private HourShares(int sign) {
        this.sign = sign;
    }

    static HourShares ofCharges(List<ChargeLine> lines) {
        return new HourShares(1).add(lines);
    }

    /** The same minutes and amounts, below zero. */
    static HourShares ofReversals(List<ChargeLine> lines) {
        return new HourShares(-1).add(lines);
    }

    private HourShares add(List<ChargeLine> lines) {
        for (ChargeLine line : lines) {
            Minute from = line.firstMinute();
            while (!from.isAfter(line.lastMinute())) {
                long hour = Math.floorDiv(from.sinceEpoch(), MINUTES_PER_HOUR);
                Minute to = Minute.earlierOf(line.lastMinute(), new Minute((hour + 1) * MINUTES_PER_HOUR - 1));
                ChargeLine part = line.part(from, to);
                shares.merge(
                        new Key(hour, line.vpsId()),
                        new Share(
                                sign * part.minutes(),
                                new Usd(sign * part.amount().micros())),
                        Share::plus);
                from = to.plus(1);
            }
        }
        return this;
    }

    /** Hours since 1970-01-01T00:00Z. */
    long[] hours() {
        return shares.keySet().stream().mapToLong(Key::hour).toArray();
    }

    UUID[] vpsIds() {
        return shares.keySet().stream().map(key -> key.vpsId().value()).toArray(UUID[]::new);
    }

    int[] minutes() {
        return shares.values().stream().mapToInt(Share::minutes).toArray();
    }

    long[] micros() {
        return shares.values().stream()
                .mapToLong(share -> share.amount().micros())
                .toArray();
    }
}
