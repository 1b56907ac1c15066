package dev.litevps.api.statement;

import dev.litevps.query.ledger.StatementLine;
import dev.litevps.query.ledger.StatementRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a line is for, in a few words. */
final class LineText {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private LineText() {}

    /**
     * The words.
     *
     * @param vps what the VPS is called; empty if it is about none
     */
    static String of(StatementLine line, String vps) {
        return switch (line.kind()) {
            case CHARGE -> "VPS %s, %s".formatted(vps, minutes(line.subject().period()));
            case REVERSAL ->
                "Given back for VPS %s, %s"
                        .formatted(vps, minutes(line.subject().period()));
            case TOP_UP -> because("Top-up", line.reason());
            case CREDIT -> because("Credit", line.reason());
            case REFUND -> because(vps.isEmpty() ? "Refund" : "Refund for VPS " + vps, line.reason());
            case ADJUSTMENT -> because(vps.isEmpty() ? "Correction" : "Correction for VPS " + vps, line.reason());
        };
    }

    /** As in {@code 2026-11-23 10:05}. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    private static String minutes(StatementRow.@Nullable Period period) {
        return period == null ? "" : "%d min from %s on".formatted(period.minutes(), minute(period.from()));
    }

    private static String because(String what, @Nullable String reason) {
        return reason == null || reason.isBlank() ? what : what + ": " + reason.strip();
    }
}
