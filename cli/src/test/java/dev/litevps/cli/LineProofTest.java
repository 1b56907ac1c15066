package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line whose three minutes were charged by two events, the second of which goes on in the next hour. */
@Timeout(60)
class LineProofTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOUR = "2026-11-25T18:00:00Z";
    private static final long MINUTE = Instant.parse(HOUR).getEpochSecond() / 60;

    /** At 100 micro-dollars an hour, the first three minutes cost 1, 2 and 2. */
    private final AuditServer server = new AuditServer(Map.of(
            10, charge("web", MINUTE + 57, 1, 1),
            11, charge("mail", MINUTE + 57, 1, 1),
            12, charge("web", MINUTE + 58, 4, 2)));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void listThem() {
        String list = "[{\"event_id\":\"%s\"},{\"event_id\":\"%s\"},{\"event_id\":\"%s\"}]"
                .formatted(AuditServer.id(10), AuditServer.id(11), AuditServer.id(12));
        server.answer("/api/audit/events", list);
        answer(line());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String charge(String vps, long minute, int minutes, long number) {
        return """
                {"accountId":"a1","lines":[{"vpsId":"%s","pricePerHour":100,"firstMinute":%d,"minutes":%d,"firstNumber":%d}]}""".formatted(vps, minute, minutes, number);
    }

    private static ObjectNode line() {
        return JSON.createObjectNode()
                .put("kind", "charge")
                .put("description", "VPS web, 3 min")
                .put("vps_id", "web")
                .put("from", HOUR)
                .put("minutes", 3)
                .put("amount_micros", -5)
                .put("event_count", 2)
                .put("events_path", "/api/audit/events?aggregate=ledger-a1&from_sequence=3&to_sequence=5");
    }

    private void answer(JsonNode line) {
        server.answer("/api/audit/accounts/a1/statements/2026-11", "{\"lines\":[{\"kind\":\"credit\"}," + line + "]}");
    }

    private int prove(String account, String number, String... more) {
        String[] arguments = {"audit", "proof", "line", account, "2026-11", number, "--url=" + server.url()};
        return LiteVpsCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
    }

    @Test
    void theEventsOfALineAreProvenAndMakeIt() {
        assertThat(prove("a1", "2")).as(err.toString()).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString())
                .contains("PROVEN: line 2 of 2026-11, charge of VPS web for 3 min in the hour from " + HOUR
                        + ": each of its 2 events is sealed")
                .contains("add up to -5 micro-dollars");

        out.getBuffer().setLength(0);
        assertThat(prove("a1", "2", "-o", "json")).isEqualTo(ExitStatus.DONE);
        JsonNode proven = JSON.readTree(out.toString());
        assertThat(proven.path("proven").asBoolean()).isTrue();
        assertThat(proven.path("amount_micros").asInt()).isEqualTo(-5);
        assertThat(proven.path("event_ids").valueStream().map(JsonNode::asString))
                .containsExactly(AuditServer.id(10), AuditServer.id(12));
    }

    @Test
    void aLineThatSaysSomethingElseThanItsEventsIsNotProven() {
        answer(line().put("amount_micros", -6));
        assertThat(prove("a1", "2")).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("it says -6 micro-dollars, and its events add up to -5");

        answer(line().put("event_count", 3));
        assertThat(prove("a1", "2")).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("it names 3 events, and 2 have a part in it");

        answer(line().put("minutes", 4));
        assertThat(prove("a1", "2", "-o", "json")).isEqualTo(ExitStatus.TAMPERED);
        JsonNode refused = JSON.readTree(out.toString());
        assertThat(refused.path("proven").asBoolean(true)).isFalse();
        assertThat(refused.path("reason").asString()).contains("it says 4 minutes, and its events have 3");
    }

    @Test
    void anAlteredEventProvesNoLine() {
        server.events().set(9, AuditServer.charge(10, charge("web", MINUTE + 57, 1, 2)));

        assertThat(prove("a1", "2")).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("Line 2 of 2026-11 is not proven: the event is not what was sealed");
    }

    @Test
    void theMoneyOfAnotherAccountProvesNoLine() {
        server.answer("/api/audit/accounts/a2/statements/2026-11", "{\"lines\":[" + line() + "]}");

        assertThat(prove("a2", "1")).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("event " + AuditServer.id(10) + " is about another account");
    }

    @Test
    void anEventOfAnotherKindProvesNoLine() {
        answer(line().put("kind", "credit").put("event_count", 3).put("amount_micros", 0));

        assertThat(prove("a1", "2")).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("it names 3 events, and 0 have a part in it");
    }

    @Test
    void aLineThatNamesNothingIsNotProven() {
        server.answer("/api/audit/events", "[]");
        for (JsonNode hollow : List.of(
                JSON.createObjectNode()
                        .put("kind", "credit")
                        .put("description", "credit of $500")
                        .put("events_path", "/api/audit/events?x"),
                line().put("event_count", 0).put("minutes", 0).put("amount_micros", 0),
                line().remove(List.of("amount_micros")),
                line().remove(List.of("minutes")),
                line().put("from", "yesterday"))) {
            answer(hollow);
            assertThat(prove("a1", "2")).as(hollow.toString()).isEqualTo(ExitStatus.TAMPERED);
        }
        assertThat(out.toString()).doesNotContain("PROVEN");
    }

    @Test
    void aLineOfAnotherMonthIsNotProven() {
        answer(line().put("from", "2026-10-25T18:00:00Z"));

        assertThat(prove("a1", "2")).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("2026-10-25T18:00:00Z is not in 2026-11");
    }

    @Test
    void aLineThatIsNotThereIsSaid() {
        assertThat(prove("a1", "3")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("The statement has no line 3 with events: it has 2 lines.");
        assertThat(prove("a1", "0")).isEqualTo(ExitStatus.USAGE);
    }
}
