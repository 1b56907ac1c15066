package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of support and auditors ask for what the API describes, and show what it answers. */
@Timeout(60)
class StaffCommandsTest {

    private static final Path DESCRIPTION = Path.of("..", "api", "src", "main", "resources", "openapi");
    private static final Pattern DESCRIBED = Pattern.compile("(?m)^  (/[^:\\s]+):");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(RecordingServer server, String line, String... more) {
        CommandLine commandLine =
                LiteVpsCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.of(
                        Stream.of(line.split(" ", -1)),
                        Stream.of(more),
                        Stream.of("--url", server.url(), "--token", "jwt"))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    support health                            | GET /api/support/health
                    support processes --stuck                 | GET /api/support/processes?
                    support tasks                             | GET /api/support/tasks?
                    support retry p1 --reason why             | POST /api/support/processes/p1/retry {"reason":"why"}
                    support compensate p1 --reason why        | POST /api/support/processes/p1/compensate {"reason":"why"}
                    support retry-task t i --reason why       | POST /api/support/tasks/t/i/retry {"reason":"why"}
                    support reconcile --reason why            | POST /api/support/reconciliations {"reason":"why"}
                    support findings                          | GET /api/support/findings?
                    support dead-letters list                 | GET /api/support/dead-letters?
                    support dead-letters show g a             | GET /api/support/dead-letters/g/a?segment=-1
                    support dead-letters retry g a --reason w | POST /api/support/dead-letters/g/a/retry?segment=-1 {"reason":"w"}
                    support dead-letters discard g a --segment 1 --event e1 --reason w | POST /api/support/dead-letters/g/a/discard?segment=1 {"reason":"w","event_id":"e1"}
                    support views list                        | GET /api/support/views
                    support views check query.ledger --reason w | POST /api/support/drift-checks {"view":"query.ledger","reason":"w"}
                    support views watch c1                    | GET /api/support/drift-checks/c1
                    support views checks                      | GET /api/support/drift-checks?limit=101
                    support views show c1                     | GET /api/support/drift-checks/c1
                    support rebuild start query.vps --reason w | POST /api/support/rebuilds {
                    support rebuild list                      | GET /api/support/rebuilds?limit=101
                    support rebuild show r1                   | GET /api/support/rebuilds/r1
                    support rebuild watch r1                  | GET /api/support/rebuilds/r1
                    support rebuild pause r1 --reason w       | POST /api/support/rebuilds/r1/pause {"reason":"w"}
                    support rebuild resume r1 --reason w      | POST /api/support/rebuilds/r1/resume {"reason":"w"}
                    support rebuild cancel r1 --reason w      | POST /api/support/rebuilds/r1/cancel {"reason":"w"}
                    support rebuild swap r1 --reason w        | POST /api/support/rebuilds/r1/swap {"reason":"w"}
                    audit past vps v1 --as-of 37              | GET /api/audit/vps/v1?as_of=37
                    audit past balance a1                     | GET /api/audit/accounts/a1/balance
                    audit past ledger a1 --as-of 37           | GET /api/audit/accounts/a1/ledger?as_of=37&limit=101
                    audit past address 127.0.0.1              | GET /api/audit/addresses/127.0.0.1
                    audit past token t1                       | GET /api/audit/tokens/t1
                    support money find a@example.com          | GET /api/support/accounts?email=a%40example.com
                    support money show a1                     | GET /api/support/accounts/a1
                    support money credit a1 5.5 --reason w    | POST /api/support/accounts/a1/credits {
                    support money refund a1 5 --reason w      | POST /api/support/accounts/a1/refunds {
                    support money correct --reason w a1 -- -5 | POST /api/support/accounts/a1/corrections {
                    support money approvals --state pending   | GET /api/support/approvals?state=pending&limit=101
                    support money approve x1                  | POST /api/support/approvals/x1/approve {}
                    support money reject x1 --reason w        | POST /api/support/approvals/x1/reject {"reason":"w"}
                    account erase a1 --reason w --yes         | POST /api/support/accounts/a1/erase {"reason":"w"}
                    staff list                                | GET /api/admin/staff
                    staff add a@example.com --role auditor --new-password p | POST /api/admin/staff {
                    audit history events --type VpsRequested  | GET /api/audit/events?type=VpsRequested&limit=101
                    audit history events --aggregate-type Vps --order asc --limit 7 | GET /api/audit/events?aggregate_type=Vps&order=asc&limit=8
                    audit history events --limit 5000         | GET /api/audit/events?limit=1000
                    audit history export --type VpsRequested --after 3 | GET /api/audit/events/export?type=VpsRequested&after=3
                    audit history event e1                    | GET /api/audit/events/e1
                    audit history vps v1                      | GET /api/audit/vps/v1/timeline?limit=1000
                    audit history account a1                  | GET /api/audit/accounts/a1/timeline?limit=1000
                    audit history statement a1 2026-11        | GET /api/audit/accounts/a1/statements/2026-11?format=json
                    """)
    void asksForWhatTheApiDescribes(String line, String request) throws IOException {
        try (RecordingServer server = new RecordingServer(200, "[]")) {
            String[] split = line.split(" -- ", -1);
            int status = split.length == 1
                    ? execute(server, line)
                    : LiteVpsCommand.commandLine()
                            .execute((split[0] + " --url " + server.url() + " --token jwt -- " + split[1])
                                    .split(" ", -1));

            assertThat(status).as(err.toString()).isEqualTo(ExitStatus.DONE);
            assertThat(server.requests()).singleElement().asString().startsWith(request);
            assertThat(server.tokens()).containsExactly("Bearer jwt");
            assertThat(described()).as("the description of the API").anyMatch(path -> path.matcher(
                            request.split(" ", -1)[1].split("\\?", -1)[0])
                    .matches());
        }
    }

    private static List<Pattern> described() throws IOException {
        try (Stream<Path> files = Files.list(DESCRIPTION)) {
            return files.map(StaffCommandsTest::read)
                    .flatMap(text -> DESCRIBED.matcher(text).results())
                    .map(StaffCommandsTest::pattern)
                    .collect(Collectors.toList());
        }
    }

    private static Pattern pattern(MatchResult path) {
        return Pattern.compile(path.group(1).replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void showsRowsInColumnsAndWhatIsMissingAsADash() {
        try (RecordingServer server = new RecordingServer(
                200,
                "[{\"id\":\"p1\",\"kind\":\"provisioning\",\"vps_id\":null,\"stuck\":true,\"why\":\"it is late\"}]")) {
            execute(server, "support processes");

            List<String> lines = out.toString().lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst()).startsWith("ID  KIND          VPS ID");
            assertThat(lines.getLast()).startsWith("p1  provisioning  -").endsWith("true   it is late");
        }
    }

    @Test
    void givesProgramsTheJsonAsItCame() {
        try (RecordingServer server = new RecordingServer(200, "[{\"id\":\"p1\"}]")) {
            execute(server, "support processes -o json");

            assertThat(out.toString().replaceAll("\\s", "")).isEqualTo("[{\"id\":\"p1\"}]");
        }
    }

    @Test
    void saysWhyTheServerRefused() {
        try (RecordingServer server =
                new RecordingServer(403, "{\"error\":\"your role does not allow this\",\"code\":\"forbidden\"}")) {
            assertThat(execute(server, "support health")).isEqualTo(ExitStatus.FAILED);
            assertThat(err.toString()).contains("403", "your role does not allow this");
        }
    }

    @Test
    void tellsAScriptThatARebuildHasFailed() {
        try (RecordingServer server = new RecordingServer(200, "{\"state\":\"failed\",\"trouble\":\"it broke off\"}")) {
            assertThat(execute(server, "support rebuild watch r1")).isEqualTo(ExitStatus.FAILED);
            assertThat(out.toString()).contains("it broke off");
        }
    }

    @Test
    void waitsForACheckAndShowsWhatCameOfIt() {
        try (RecordingServer server = RecordingServer.thatAnswers(
                "{\"id\":\"c1\",\"state\":\"waiting\"}",
                "{\"id\":\"c1\",\"state\":\"running\"}",
                "{\"id\":\"c1\",\"state\":\"different\",\"differences\":1}")) {
            assertThat(execute(server, "support views check query.ledger --reason w --watch -o json"))
                    .isEqualTo(ExitStatus.DONE);

            assertThat(new JsonMapper().readTree(out.toString()).path("state").asString())
                    .isEqualTo("different");
            assertThat(server.requests()).hasSize(3).last().isEqualTo("GET /api/support/drift-checks/c1");
        }
        try (RecordingServer server = new RecordingServer(200, "{\"id\":\"c1\",\"state\":\"failed\"}")) {
            assertThat(execute(server, "support views check query.ledger --reason w --watch"))
                    .isEqualTo(ExitStatus.FAILED);
        }
    }

    @Test
    void movesMoneyOnceWhenNoAnswerComes() {
        try (RecordingServer server = RecordingServer.thatLosesItsFirstAnswer("{\"id\":\"c1\"}")) {
            assertThat(execute(server, "support money credit a1 5 --reason w")).isEqualTo(ExitStatus.DONE);

            assertThat(server.requests()).hasSize(2);
            assertThat(server.keys()).doesNotContain("null").hasSize(2);
            assertThat(Set.copyOf(server.keys())).as("by one key").hasSize(1);
        }
    }

    @Test
    void waitsForWhatIsStillUnderWayUnderItsKey() {
        try (RecordingServer server = RecordingServer.thatIsStillAtTheFirst("{\"id\":\"c1\"}")) {
            assertThat(execute(server, "support money credit a1 5 --reason w")).isEqualTo(ExitStatus.DONE);

            assertThat(server.requests()).hasSize(3);
            assertThat(Set.copyOf(server.keys())).as("by one key").hasSize(1);
            assertThat(out.toString()).contains("c1");
        }
    }

    @Test
    void saysByWhichKeyToAskAgainWhenTheServerBreaksDown() {
        try (RecordingServer server = new RecordingServer(500, "{\"error\":\"it broke\",\"code\":\"internal\"}")) {
            execute(server, "support money credit a1 5 --reason w --idempotency-key mine");
            assertThat(err.toString()).contains("--idempotency-key mine");
        }
        try (RecordingServer server = new RecordingServer(400, "{\"error\":\"no\",\"code\":\"invalid_value\"}")) {
            err.getBuffer().setLength(0);
            execute(server, "support money credit a1 5 --reason w --idempotency-key mine");
            assertThat(err.toString()).as("it was not done").doesNotContain("--idempotency-key");
        }
    }

    @Test
    void saysByWhichKeyToAskAgain() {
        assertThat(LiteVpsCommand.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute(("support money credit a1 5 --reason w --url http://127.0.0.1:1 --token jwt"
                                        + " --idempotency-key mine")
                                .split(" ", -1)))
                .isEqualTo(ExitStatus.UNREACHABLE);
        assertThat(err.toString()).contains("--idempotency-key mine");
    }

    @Test
    void followsTheHistoryThroughItsPages() {
        try (RecordingServer server = RecordingServer.withPages(3, "[{\"sentence\":\"one\"},{\"sentence\":\"two\"}]")) {
            execute(server, "audit history vps v1 -o json");
            assertThat(out.toString().split("sentence", -1)).as("six moments").hasSize(7);
            assertThat(err.toString()).isEmpty();
        }
        try (RecordingServer server = RecordingServer.withPages(3, "[{\"sentence\":\"one\"},{\"sentence\":\"two\"}]")) {
            out.getBuffer().setLength(0);
            execute(server, "audit history vps v1 -o json --limit 3");
            assertThat(out.toString().split("sentence", -1)).hasSize(4);
            assertThat(err.toString()).contains("There is more");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "support processes",
                "support tasks",
                "support findings",
                "support dead-letters list",
                "support rebuild list",
                "support views checks",
                "support money approvals",
                "audit history events"
            })
    void saysThatAListIsCut(String line) {
        try (RecordingServer server = new RecordingServer(200, "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]")) {
            execute(server, line + " -o json --limit 3");
            assertThat(err.toString()).isEmpty();
            out.getBuffer().setLength(0);

            execute(server, line + " -o json --limit 2");
            assertThat(new JsonMapper().readTree(out.toString()).size()).isEqualTo(2);
            assertThat(err.toString()).contains("There is more: ask with a higher --limit.");
            assertThat(execute(server, line + " --limit 0")).isEqualTo(ExitStatus.USAGE);
        }
    }

    private static String rows(String row, int count) {
        return "[" + String.join(",", Collections.nCopies(count, row)) + "]";
    }

    @Test
    void readsMoreThanTheServerGivesAtOnce() {
        try (RecordingServer server = RecordingServer.thatAnswers(rows("{}", 1_000), rows("{}", 3))) {
            execute(server, "support processes -o json --limit 5000");

            assertThat(new JsonMapper().readTree(out.toString()).size()).isEqualTo(1_003);
            assertThat(server.requests())
                    .containsExactly(
                            "GET /api/support/processes?stuck=false&limit=1000",
                            "GET /api/support/processes?stuck=false&limit=1000&offset=1000");
        }
    }

    @Test
    void readsALedgerOfOneMomentHoweverManyPagesItTakes() {
        try (RecordingServer server = RecordingServer.thatAnswers(
                "{\"position\":37,\"entries\":" + rows("{}", 1_000) + "}",
                "{\"position\":37,\"entries\":" + rows("{}", 2) + "}")) {
            execute(server, "audit past ledger a1 -o json --limit 1001");

            assertThat(new JsonMapper().readTree(out.toString()).size()).isEqualTo(1_001);
            assertThat(err.toString()).contains("There is more");
            assertThat(server.requests().getLast())
                    .isEqualTo("GET /api/audit/accounts/a1/ledger?as_of=37&limit=1000&offset=1000");
        }
    }

    @Test
    void exportsEventsAsTheyCome(@TempDir Path folder) throws IOException {
        String lines = "{\"position\":3}\n{\"position\":5}\n";
        try (RecordingServer server = new RecordingServer(200, lines)) {
            assertThat(execute(server, "audit history export")).isEqualTo(ExitStatus.DONE);
            assertThat(out.toString()).isEqualTo(lines);

            out.getBuffer().setLength(0);
            Path file = folder.resolve("events.ndjson");
            execute(server, "audit history export -o json --file " + file);
            assertThat(file).hasContent(lines);
            JsonNode told = new JsonMapper().readTree(out.toString());
            assertThat(told.path("events").asInt()).isEqualTo(2);
            assertThat(told.path("last_position").asInt()).isEqualTo(5);
        }
    }

    @Test
    void discardsTheEventThatItHasNamed() {
        try (RecordingServer server = RecordingServer.thatAnswers(
                "[{\"event_id\":\"e1\",\"event_type\":\"VpsRenamed\",\"cause\":\"too long\"},{\"event_id\":\"e2\"}]",
                "{\"handled\":1}")) {
            execute(server, "support dead-letters discard g a --reason w -o json");

            assertThat(err.toString()).contains("Giving up --event e1, VpsRenamed: too long");
            assertThat(server.requests())
                    .containsExactly(
                            "GET /api/support/dead-letters/g/a?segment=-1",
                            "POST /api/support/dead-letters/g/a/discard?segment=-1 {\"reason\":\"w\",\"event_id\":\"e1\"}");
        }
    }

    @Test
    void discardsNothingWhereNothingWaits() {
        try (RecordingServer server = new RecordingServer(200, "[]")) {
            assertThat(execute(server, "support dead-letters discard g a --reason w"))
                    .isEqualTo(ExitStatus.FAILED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "pdf", "json"})
    void writesAStatementToAFile(String format, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("statement." + format);
        String line = "audit history statement a1 2026-11 --format " + format + " --to " + file;
        Files.writeString(file, "what was there before, which is longer");
        try (RecordingServer server = new RecordingServer(200, "kind,amount\r\n")) {
            assertThat(execute(server, line)).as(err.toString()).isEqualTo(ExitStatus.DONE);

            assertThat(file).hasContent("kind,amount\r\n");
            assertThat(out.toString()).isEmpty();
            assertThat(server.requests())
                    .containsExactly("GET /api/audit/accounts/a1/statements/2026-11?format=" + format);
        }
        try (RecordingServer server = new RecordingServer(404, "{\"error\":\"this month has not begun\"}")) {
            assertThat(execute(server, line)).isEqualTo(ExitStatus.FAILED);
            assertThat(err.toString()).contains("this month has not begun");
            assertThat(file).as("what was written before").hasContent("kind,amount\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "pdf"})
    void writesNoPaperToATerminal(String format) {
        try (RecordingServer server = new RecordingServer(200, "")) {
            assertThat(execute(server, "audit history statement a1 2026-11 --format " + format))
                    .isEqualTo(ExitStatus.USAGE);
            assertThat(err.toString()).contains("--to");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void erasesOnlyWhoKnowsThatItCannotBeUndone() {
        try (RecordingServer server = new RecordingServer(200, "{}")) {
            assertThat(execute(server, "account erase a1 --reason w")).isEqualTo(ExitStatus.USAGE);
            assertThat(server.requests()).isEmpty();
        }
    }
}
