package dev.litevps.api.billing;

import dev.litevps.query.ledger.StatementRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happened, in a sentence for whoever paid for it. */
final class Description {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private Description() {}

    static String of(StatementRow row, String vps, HistoryPage.Granularity granularity) {
        return switch (row.kind()) {
            case TOP_UP -> withReason("Top-up", row.reason());
            case CREDIT -> withReason("Credit", row.reason());
            case ADJUSTMENT -> withReason("Correction", row.reason());
            case REFUND -> withReason(vps.isEmpty() ? "Refund" : "Refund for VPS " + vps, row.reason());
            case CHARGE -> charge(period(row), vps, granularity);
            case REVERSAL -> reversal(period(row), vps);
        };
    }

    private static String charge(StatementRow.Period period, String vps, HistoryPage.Granularity granularity) {
        Instant from = period.from();
        return switch (granularity) {
            case MINUTE -> "VPS %s ran in the minute from %s on.".formatted(vps, moment(from));
            case HOUR ->
                "VPS %s ran in %s between %s and %s."
                        .formatted(
                                vps,
                                minutes(period.minutes()),
                                TIME.format(from),
                                moment(from.plus(Duration.ofHours(1))));
        };
    }

    private static String reversal(StatementRow.Period period, String vps) {
        return "%s given back, from %s on: VPS %s did not run any more."
                .formatted(minutes(period.minutes()), moment(period.from()), vps);
    }

    /** As in {@code 10:05 UTC on 2026-11-23}. */
    static String moment(Instant moment) {
        return TIME.format(moment) + " UTC on " + DAY.format(moment);
    }

    static String minutes(int minutes) {
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }

    private static StatementRow.Period period(StatementRow row) {
        return Objects.requireNonNull(row.period(), "period");
    }

    private static String withReason(String what, @Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return what + ".";
        }
        String sentence = what + ": " + reason.strip();
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
