package dev.litevps.api.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Download;
import dev.litevps.api.http.Server;
import dev.litevps.events.Minute;
import dev.litevps.events.account.Role;
import dev.litevps.events.vps.VpsId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The account was opened in the month before the last; it ran two machines, over the end of that month too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final VpsId WEB = new VpsId(UUID.randomUUID());
    private static final VpsId MAIL = new VpsId(UUID.randomUUID());

    private final YearMonth running = YearMonth.now(ZoneOffset.UTC);
    private final YearMonth before = running.minusMonths(1);
    private final YearMonth first = running.minusMonths(2);
    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client auditor = Customer.as(Role.AUDITOR, server).client();
    private final WrittenLedger ledger = ledger();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private WrittenLedger ledger() {
        Instant opened = Statement.start(first).plus(Duration.ofDays(1));
        Instant ten = opened.plus(Duration.ofHours(10));
        Instant end = Statement.start(before);
        return new WrittenLedger(server, opened)
                .credited("10.00", "=1+1, \"welcome\"", opened.plusSeconds(1))
                .held(WEB, ten)
                .chargedMinuteByMinute(ten.plus(Duration.ofMinutes(50)), 150, WEB, MAIL)
                .reversed(MAIL, Minute.of(ten).plus(195), 5, ten.plus(Duration.ofMinutes(201)))
                .adjusted("-0.000001", "small change", ten.plus(Duration.ofMinutes(202)))
                .charged(Minute.of(end).plus(-90), 120, WEB)
                .credited("5.00", "an outage", end.plus(Duration.ofDays(3)))
                .credited("0.50", "this month", Statement.start(running))
                .write(PATIENCE);
    }

    private String path(WrittenLedger of, YearMonth month) {
        return "/api/audit/accounts/" + of.account() + "/statements/" + month;
    }

    private JsonNode statement(WrittenLedger of, YearMonth month) {
        Answer answer = auditor.get(path(of, month));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static void assertProven(JsonNode statement) {
        long balance = statement.path("opening_balance_micros").asLong();
        for (JsonNode line : statement.path("lines")) {
            balance += line.path("amount_micros").asLong();
            assertThat(line.path("balance_after_micros").asLong())
                    .as("%s", line)
                    .isEqualTo(balance);
        }
        JsonNode proof = statement.path("proof");
        assertThat(statement.path("closing_balance_micros").asLong()).isEqualTo(balance);
        assertThat(proof.path("closing_micros").asLong()).isEqualTo(balance);
        assertThat(proof.path("events_sum").asLong())
                .isEqualTo(proof.path("lines_sum").asLong());
        assertThat(proof.path("broken_at").isNull()).isTrue();
        assertThat(proof.path("equal").asBoolean()).as("%s", proof).isTrue();
    }

    @Test
    void aMonthAddsUpToTheEventStoreToTheMicroDollar() {
        JsonNode statement = statement(ledger, first);

        assertProven(statement);
        assertThat(statement.path("state").asString()).isEqualTo("closed");
        assertThat(statement.path("opening_balance_micros").asLong()).isZero();
        assertThat(statement.path("proof").path("events").asLong()).isEqualTo(1 + 150 + 1 + 1);
        assertThat(statement.path("lines").valueStream())
                .extracting(
                        line -> line.path("kind").asString(),
                        line -> line.path("minutes").asInt(0),
                        line -> line.path("event_count").asInt())
                .containsExactly(
                        tuple("credit", 0, 1),
                        tuple("charge", 10, 10),
                        tuple("charge", 10, 10),
                        tuple("charge", 60, 60),
                        tuple("charge", 60, 60),
                        tuple("charge", 60, 60),
                        tuple("charge", 60, 60),
                        tuple("charge", 20, 20),
                        tuple("charge", 20, 20),
                        tuple("reversal", 5, 1),
                        tuple("adjustment", 0, 1));
        assertThat(statement.path("line_count").asInt()).isEqualTo(11);
    }

    @Test
    void whatIsBookedInTheNextMonthBelongsToThatAndItBeginsWhereThisEnded() {
        JsonNode statement = statement(ledger, before);

        assertProven(statement);
        assertThat(statement.path("opening_balance_micros").asLong())
                .isEqualTo(
                        statement(ledger, first).path("closing_balance_micros").asLong());
        assertThat(statement.path("lines").valueStream())
                .extracting(
                        line -> line.path("kind").asString(),
                        line -> line.path("minutes").asInt(0),
                        line -> line.path("event_count").asInt())
                .containsExactly(
                        tuple("charge", 30, 1), tuple("charge", 60, 1), tuple("charge", 30, 1), tuple("credit", 0, 1));
    }

    @Test
    void theRunningMonthIsOpen() {
        JsonNode statement = statement(ledger, running);

        assertProven(statement);
        assertThat(statement.path("state").asString()).isEqualTo("open");
        assertThat(statement.path("closing_balance_micros").asLong())
                .isEqualTo(ledger.balance().micros());
        assertThat(statement.path("line_count").asInt()).isEqualTo(1);
    }

    @Test
    void theProofNamesEventsThatAreInTheStore() {
        JsonNode proof = statement(ledger, first).path("proof");

        for (JsonNode event : List.of(proof.path("first_event"), proof.path("last_event"))) {
            assertThat(server.bean(JdbcClient.class)
                            .sql("""
                                    select event_identifier from domain_event_entry
                                    where aggregate_identifier = ? and sequence_number = ? and global_index = ?""")
                            .params(
                                    ledger.ledger().toString(),
                                    event.path("sequence").asLong(),
                                    event.path("position").asLong())
                            .query(String.class)
                            .single())
                    .isEqualTo(event.path("id").asString());
        }
        assertThat(proof.path("last_event").path("type").asString()).isEqualTo("BalanceAdjusted");
        JsonNode line = statement(ledger, first).path("lines").get(3);
        assertThat(line.path("last_event").path("sequence").asLong()
                        - line.path("first_event").path("sequence").asLong())
                .isEqualTo(59);
    }

    @Test
    void aLineLeadsToAllOfItsEvents() {
        JsonNode line = statement(ledger, first).path("lines").get(3);

        List<JsonNode> events = Awaitility.await("they are indexed")
                .atMost(PATIENCE)
                .until(
                        () -> auditor.get(line.path("events_path").asString())
                                .json()
                                .valueStream()
                                .toList(),
                        found -> found.size() >= line.path("event_count").asInt());

        assertThat(events)
                .hasSize(60)
                .allSatisfy(event -> assertThat(event.path("type").asString()).isEqualTo("MinuteCharged"));
        assertThat(events.getFirst().path("event_id"))
                .isEqualTo(line.path("first_event").path("id"));
        assertThat(events.getLast().path("event_id"))
                .isEqualTo(line.path("last_event").path("id"));
    }

    @ParameterizedTest
    @CsvSource({"2026-13, invalid_month", "2026, invalid_month", "x, invalid_month", "2026-00, invalid_month"})
    void whatIsNoMonthIsABadRequest(String month, String code) {
        Answer answer = auditor.get("/api/audit/accounts/" + ledger.account() + "/statements/" + month);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo(code);
    }

    @Test
    void thereIsNoStatementOfATimeWithoutTheAccount() {
        for (YearMonth month : List.of(running.plusMonths(1), first.minusMonths(1), YearMonth.of(9999, 12))) {
            assertThat(auditor.get(path(ledger, month)).status())
                    .as("%s", month)
                    .isEqualTo(404);
        }
        assertThat(auditor.get("/api/audit/accounts/" + UUID.randomUUID() + "/statements/" + before)
                        .status())
                .isEqualTo(404);
        assertThat(auditor.get("/api/audit/accounts/nobody/statements/" + before)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anErrorIsAnErrorAlsoToWhoWantsAnotherForm() {
        for (String type : List.of("text/csv", "application/pdf")) {
            Answer answer = auditor.with("Accept", type).get(path(ledger, running.plusMonths(1)));
            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("not_found");
        }
        assertThat(auditor.get(path(ledger, before) + "?format=xml").text("code"))
                .isEqualTo("invalid_format");
    }

    @Test
    void asCsvItSaysTheSame() {
        String csv = auditor.get(path(ledger, first) + "?format=csv").text();

        List<String> rows = csv.lines().toList();
        assertThat(rows).hasSize(1 + 1 + 11 + 2);
        assertThat(rows.get(2)).contains("\"Credit: =1+1, \"\"welcome\"\"\"").contains(",10.000000,10.000000,");
        assertThat(rows.get(rows.size() - 3)).startsWith("adjustment,").contains(",-0.000001,");
        assertThat(rows.getLast()).startsWith("proof,").contains("equal to the event store");
        assertThat(csv).endsWith("\r\n");
        Answer negotiated = auditor.with("Accept", "text/csv").get(path(ledger, first));
        assertThat(negotiated.text()).isEqualTo(csv);
        assertThat(negotiated.header("Content-Type")).startsWith("text/csv");
        assertThat(negotiated.header("Content-Disposition")).contains("statement-" + first + ".csv");
    }

    @Test
    void onPaperItSaysTheSame() throws IOException {
        Download pdf = auditor.download(path(ledger, first) + "?format=pdf");

        assertThat(pdf.header("Content-Type")).isEqualTo("application/pdf");
        try (PDDocument document = Loader.loadPDF(pdf.content())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("statement for " + first, ledger.account().toString(), "Credit: =1+1, \"welcome\"")
                    .contains("Proof: the lines are equal to the event store")
                    .contains(statement(ledger, first)
                            .path("proof")
                            .path("last_event")
                            .path("id")
                            .asString());
        }
    }

    @Test
    void theOwnerGetsTheSame() {
        Customer ann = Customer.with(server, "10.00");
        String month = YearMonth.now(ZoneOffset.UTC).toString();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ann.client()
                                .get("/api/billing/statements/" + month)
                                .json()
                                .path("line_count")
                                .asInt()
                        == 1);

        JsonNode own = ann.client().get("/api/billing/statements/" + month).json();

        assertProven(own);
        assertThat(own)
                .isEqualTo(auditor.get("/api/audit/accounts/" + ann.id() + "/statements/" + month)
                        .json());
        assertThat(ann.client()
                        .get("/api/audit/accounts/" + ann.id() + "/statements/" + month)
                        .status())
                .isEqualTo(403);
    }

    private WrittenLedger another() {
        Instant opened = Statement.start(before).plus(Duration.ofDays(1));
        return new WrittenLedger(server, opened)
                .credited("10.00", "welcome", opened)
                .chargedMinuteByMinute(opened, 100, WEB)
                .credited("1.00", "more", opened.plus(Duration.ofDays(1)))
                .write(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_entry set amount_micros = amount_micros + 1 where account_id = ? and kind = 'credit'",
                "update ledger_entry set balance_after_micros = balance_after_micros + 1 where account_id = ?",
                "update ledger_entry set line_price_micros = '{6000}' where account_id = ? and first_row = 50",
                "delete from ledger_entry where account_id = ? and first_row = 50",
                "delete from ledger_entry where account_id = ? and first_row = 101"
            })
    void aViewThatIsWrongIsShownToBeSo(String change) {
        WrittenLedger other = another();
        assertProven(statement(other, before));

        server.bean(JdbcClient.class).sql(change).param(other.account().value()).update();

        JsonNode statement = statement(other, before);
        assertThat(statement.path("proof").path("equal").asBoolean()).isFalse();
        assertThat(auditor.get(path(other, before) + "?format=csv").text()).contains("NOT EQUAL to the event store");
    }

    @Test
    void anEventThatWasAlteredIsNamed() {
        WrittenLedger other = another();
        long altered = 50;
        server.bean(JdbcClient.class)
                .sql("""
                        update domain_event_entry
                        set payload = convert_to(replace(convert_from(payload, 'UTF8'), '"amount":70', '"amount":71'), 'UTF8')
                        where aggregate_identifier = ? and sequence_number = ?""")
                .params(other.ledger().toString(), altered)
                .update();

        JsonNode proof = statement(other, before).path("proof");

        assertThat(proof.path("equal").asBoolean()).isFalse();
        assertThat(proof.path("broken_at").path("sequence").asLong()).isEqualTo(altered);
    }

    @Test
    void anEventThatIsMissingIsNoticed() {
        WrittenLedger other = another();
        server.bean(JdbcClient.class)
                .sql("delete from domain_event_entry where aggregate_identifier = ? and sequence_number = 50")
                .param(other.ledger().toString())
                .update();

        JsonNode proof = statement(other, before).path("proof");

        assertThat(proof.path("equal").asBoolean()).isFalse();
        assertThat(proof.path("broken_at").path("sequence").asLong()).isEqualTo(51);
    }

    /** Every minute of the month, and as many before it: what takes long is to write it. */
    @Test
    void theStatementOfAMonthInALongHistoryIsDrawnUpInSeconds() {
        int minutes = Math.toIntExact(Duration.between(Statement.start(first), Statement.start(before))
                .toMinutes());
        WrittenLedger old = new WrittenLedger(server, Statement.start(first))
                .credited("1000.00", "welcome", Statement.start(first))
                .chargedMinuteByMinute(Statement.start(first), minutes, WEB, MAIL)
                .chargedMinuteByMinute(Statement.start(before), minutes / 2, WEB, MAIL)
                .write(Duration.ofMinutes(5));

        for (String format : List.of("json", "csv", "pdf")) {
            long start = System.nanoTime();
            byte[] body =
                    auditor.download(path(old, first) + "?format=" + format).content();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf("%s of %,d events: %,d bytes in %d ms%n", format, minutes, body.length, took.toMillis());
            assertThat(took).isLessThan(Duration.ofSeconds(30));
        }
        JsonNode statement = statement(old, first);
        assertProven(statement);
        assertThat(statement.path("proof").path("events").asLong()).isEqualTo(minutes);
        assertThat(statement.path("line_count").asInt()).isBetween(2 * minutes / 60, 2 * minutes / 60 + 4);
        Stream.of(before, first).forEach(month -> assertProven(statement(old, month)));
        assertThat(new String(
                        auditor.download(path(old, before) + "?format=csv").content(), StandardCharsets.UTF_8))
                .contains("equal to the event store")
                .doesNotContain("NOT EQUAL");
    }
}
