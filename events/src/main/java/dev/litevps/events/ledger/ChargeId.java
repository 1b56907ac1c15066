package dev.litevps.events.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a charge: a VPS, and a minute or an hour of UTC. A VPS is charged for a minute once, so its own id is enough.
 *
 * @param first the minute, or the first one of the hour
 */
public record ChargeId(VpsId vpsId, Span span, Minute first) {

    private static final Pattern FORMAT = Pattern.compile("([mh])(\\d{1,10})\\.([0-9a-f-]{36})");

    /** No later moment is written with a year of four digits. */
    private static final Minute LAST = Minute.of(Instant.parse("9999-12-31T23:59:59Z"));

    /** What a charge is for. */
    public enum Span {
        MINUTE('m', 1),
        HOUR('h', 60);

        private final char code;
        private final int minutes;

        Span(char code, int minutes) {
            this.code = code;
            this.minutes = minutes;
        }
    }

    /** The charge for the span in which this minute lies. */
    public static ChargeId of(VpsId vpsId, Span span, Minute minute) {
        return new ChargeId(vpsId, span, new Minute(Math.floorDiv(minute.sinceEpoch(), span.minutes) * span.minutes));
    }

    /** The id that was written so; empty if it is none. */
    public static Optional<ChargeId> parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Span span = matcher.group(1).equals("m") ? Span.MINUTE : Span.HOUR;
        Minute first = new Minute(Long.parseLong(matcher.group(2)) * span.minutes);
        try {
            ChargeId id = new ChargeId(VpsId.of(matcher.group(3)), span, first);
            return id.last().isAfter(LAST) ? Optional.empty() : Optional.of(id);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The charge for the hour that it lies in; itself, if it is one. */
    public ChargeId hour() {
        return of(vpsId, Span.HOUR, first);
    }

    /** The last minute that belongs to it. */
    public Minute last() {
        return first.plus(span.minutes - 1L);
    }

    /** Letters, digits, hyphens and a dot. */
    @Override
    public String toString() {
        return "%c%d.%s".formatted(span.code, first.sinceEpoch() / span.minutes, vpsId);
    }
}
