package dev.litevps.api.statement;

import dev.litevps.events.Usd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A statement as comma-separated values (RFC 4180), amounts in US dollars with six decimals, exactly. The first row after the
 * names is the opening balance; the last two are the closing balance and the proof.
 */
final class CsvForm implements StatementForm {

    private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final String NAMES = "kind,time,description,vps_id,charge_id,from,minutes,amount,balance_after,"
            + "event_count,first_event_id,first_event_sequence,last_event_id,last_event_sequence\r\n";

    /** What a spreadsheet would take for the beginning of a formula. */
    private static final String FORMULAS = "=+-@\t\r";

    @Override
    public MediaType type() {
        return TYPE;
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public byte[] begin(Statement statement) {
        return bytes(NAMES
                + row(
                        "opening_balance",
                        statement.from(),
                        "Account " + statement.accountId() + ", " + statement.month()
                                + (statement.open() ? ", not over yet" : ""),
                        null,
                        null,
                        null,
                        null,
                        null,
                        dollars(statement.opening()),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Override
    public byte[] lines(List<ShownLine> lines) {
        return bytes(lines.stream().map(CsvForm::line).collect(Collectors.joining()));
    }

    private static String line(ShownLine line) {
        return row(
                line.kind(),
                line.time(),
                line.description(),
                line.subject().vpsId(),
                line.subject().chargeId(),
                line.subject().from(),
                line.subject().minutes(),
                dollars(new Usd(line.amounts().amountMicros())),
                dollars(new Usd(line.amounts().balanceAfterMicros())),
                line.eventCount(),
                line.firstEvent().id(),
                line.firstEvent().sequence(),
                line.lastEvent().id(),
                line.lastEvent().sequence());
    }

    @Override
    public byte[] end(Statement statement, long lineCount, Proof proof) {
        Proof.Event first = proof.firstEvent();
        Proof.Event last = proof.lastEvent();
        String closing = row(
                "closing_balance",
                statement.until(),
                lineCount + " lines",
                null,
                null,
                null,
                null,
                dollars(new Usd(proof.linesSum())),
                dollars(statement.closing()),
                null,
                null,
                null,
                null,
                null);
        return bytes(closing
                + row(
                        "proof",
                        last == null ? null : last.time(),
                        proof.equal() ? "equal to the event store" : "NOT EQUAL to the event store",
                        null,
                        null,
                        null,
                        null,
                        dollars(new Usd(proof.eventsSum())),
                        dollars(new Usd(proof.closingMicros())),
                        proof.events(),
                        first == null ? null : first.id(),
                        first == null ? null : first.sequence(),
                        last == null ? null : last.id(),
                        last == null ? null : last.sequence()));
    }

    private static String dollars(Usd amount) {
        return amount.toDollars().toPlainString();
    }

    private static String row(@Nullable Object... cells) {
        return Arrays.stream(cells).map(CsvForm::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Amounts may begin with a minus; words may not. */
    private static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        boolean number = text.matches("-?[0-9]+(\\.[0-9]+)?");
        boolean formula = !number && !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
        String safe = formula ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
