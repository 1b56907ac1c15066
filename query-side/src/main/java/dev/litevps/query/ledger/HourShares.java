package dev.litevps.query.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** One for each share. */
    interface Reader {

        /** The next one; hours count from 1970-01-01T00:00Z. */
        void share(long hour, VpsId vpsId, int minutes, Usd amount);
    }

    void forEach(Reader reader) {
        shares.forEach((key, share) -> reader.share(key.hour(), key.vpsId(), share.minutes(), share.amount()));
    }
}
