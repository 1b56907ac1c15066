package dev.litevps.api.statement;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.Usd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** A statement on paper. It is laid out when all lines are known, so it cannot be of any length. */
final class PdfForm implements StatementForm {

    /** About 700 pages: nobody reads more on paper. */
    private static final int MOST_LINES = 30_000;

    private final List<ShownLine> lines = new ArrayList<>();

    @Override
    public MediaType type() {
        return MediaType.APPLICATION_PDF;
    }

    @Override
    public String extension() {
        return "pdf";
    }

    @Override
    public byte[] begin(Statement statement) {
        return new byte[0];
    }

    @Override
    public byte[] lines(List<ShownLine> more) {
        if (lines.size() + more.size() > MOST_LINES) {
            throw ApiException.badRequest(
                    "statement_too_long",
                    "a statement of more than " + MOST_LINES + " lines is not put on paper: ask for CSV");
        }
        lines.addAll(more);
        return new byte[0];
    }

    @Override
    public byte[] end(Statement statement, long lineCount, Proof proof) {
        try (PdfPages pages = new PdfPages("Statement " + statement.month() + ", account " + statement.accountId())) {
            pages.heading("LiteVPS: statement for " + statement.month() + (statement.open() ? " (not over yet)" : ""));
            pages.text("Account " + statement.accountId());
            pages.text("From " + statement.from() + " to " + statement.until() + ", in US dollars");
            pages.gap();
            pages.row("", "Opening balance", "", dollars(statement.opening()));
            for (ShownLine line : lines) {
                pages.row(
                        LineText.minute(line.time()),
                        line.description(),
                        dollars(new Usd(line.amounts().amountMicros())),
                        dollars(new Usd(line.amounts().balanceAfterMicros())));
            }
            pages.row("", "Closing balance", dollars(new Usd(proof.linesSum())), dollars(statement.closing()));
            pages.gap();
            prove(pages, proof);
            return pages.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prove(PdfPages pages, Proof proof) throws IOException {
        pages.text(
                proof.equal()
                        ? "Proof: the lines are equal to the event store, to the micro-dollar."
                        : "NOT PROVEN: the lines are not equal to the event store.");
        pages.text("%d events, which add up to %s; balance after the last of them %s."
                .formatted(
                        proof.events(), dollars(new Usd(proof.eventsSum())), dollars(new Usd(proof.closingMicros()))));
        mark(pages, "First event", proof.firstEvent());
        mark(pages, "Last event", proof.lastEvent());
        mark(pages, "Does not follow from the one before", proof.brokenAt());
    }

    private static void mark(PdfPages pages, String what, Proof.@Nullable Event event) throws IOException {
        if (event != null) {
            pages.text("%s: %s (%s, number %d of the ledger, position %d)"
                    .formatted(what, event.id(), event.type(), event.sequence(), event.position()));
        }
    }

    private static String dollars(Usd amount) {
        return amount.toDollars().toPlainString();
    }
}
