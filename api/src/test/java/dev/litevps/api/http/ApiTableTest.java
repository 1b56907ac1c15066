package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.discovery.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The table of endpoints names all that is served, with the codes that are described, each tested by classes that exist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTableTest {

    private static final Path TABLE = Path.of("..", "docs", "api.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([A-Z]+) \\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern STATUS_OR_CODE = Pattern.compile("\\b([2-5][0-9]{2})\\b|`([a-z]+(?:_[a-z]+)+)`");

    /** What can come of many endpoints, and is said of all of them before the table. */
    private static final Set<String> NOT_REPEATED = Set.of(
            "unauthorized",
            "access_token_revoked",
            "rate_limited",
            "overloaded",
            "unavailable",
            "not_found",
            "invalid_request",
            "body_too_large",
            "unsupported_media_type",
            "invalid_idempotency_key",
            "idempotency_in_flight",
            "idempotency_key_reused");

    /** The same, of what takes a role. */
    private static final Set<String> NOT_REPEATED_FOR_STAFF = Set.of("forbidden", "spend_limited");

    private final Server server = Server.start();
    private final JsonNode description =
            new Client(server.url(), null).get("/openapi.json").json();

    @AfterAll
    void tearDown() {
        server.close();
    }

    /** One endpoint of the table. */
    private record Row(String method, String path, String who, String answers, String tests) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        private boolean isForStaff() {
            return !who.equals("account") && !who.startsWith("public");
        }
    }

    @Test
    void namesWhatIsServed() throws IOException {
        assertThat(served(server)).isEqualTo(rows().map(Row::toString).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesTheCodesThatAreDescribed(Row row) {
        Set<String> named = new TreeSet<>();
        String status = "";
        Matcher word = STATUS_OR_CODE.matcher(row.answers());
        while (word.find()) {
            if (word.group(2) == null) {
                status = word.group(1);
            } else {
                named.add(status + " " + word.group(2));
            }
        }

        assertThat(named).isEqualTo(described(row));
    }

    private Set<String> described(Row row) {
        Set<String> described = new TreeSet<>();
        description
                .path("paths")
                .path(row.path().replaceAll(":(\\w+)", "{$1}"))
                .path(row.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .properties()
                .forEach(response -> response.getValue()
                        .at("/content/application~1json/schema/properties/code/enum")
                        .valueStream()
                        .map(JsonNode::asString)
                        .filter(code -> !NOT_REPEATED.contains(code)
                                && !(row.isForStaff() && NOT_REPEATED_FOR_STAFF.contains(code)))
                        .forEach(code -> described.add(response.getKey() + " " + code)));
        return described;
    }

    @Test
    void saysBeforeTheTableWhatNoRowRepeats() throws IOException {
        String before = Files.readString(TABLE).split("\n\\| method ", 2)[0];

        assertThat(Stream.concat(NOT_REPEATED.stream(), NOT_REPEATED_FOR_STAFF.stream()))
                .allSatisfy(code -> assertThat(before).contains("`" + code + "`"));
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> classes;
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            classes = files.map(file -> String.valueOf(file.getFileName()))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        for (Row row : rows().toList()) {
            List<String> tests = TEST_NAME
                    .matcher(row.tests())
                    .results()
                    .map(test -> test.group(1))
                    .toList();
            assertThat(tests).as(row.path()).isNotEmpty().allMatch(classes::contains);
        }
    }

    private static Stream<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(TABLE))
                .results()
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5)));
    }

    static Set<String> served(Server server) {
        return server.bean(Routes.class).all().stream()
                .map(route -> route.method() + " " + route.path().replaceAll("\\{(\\w+)}", ":$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
