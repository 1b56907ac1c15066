package dev.litevps.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.discovery.AccessRows.Call;
import dev.litevps.api.discovery.AccessRows.Row;
import dev.litevps.api.discovery.Credential.Standing;
import dev.litevps.api.discovery.Routes.Route;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.api.web.RequestIdFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everybody asks for everything: each route that is served, with each kind of credentials, is answered as the table of
 * endpoints promises; and what is refused leaves no event. The whole matrix is written to {@code target/access-matrix.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {

    private static final Path TABLE = Path.of("..", "docs", "api.md");
    private static final Path MATRIX = Path.of("target", "access-matrix.md");
    private static final Pattern LISTED =
            Pattern.compile("(?m)^\\| ([A-Z]+) \\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|");

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final AccessWorld world = new AccessWorld(server);
    private final AccessRows rows = new AccessRows(world);
    private final Map<String, Listed> table = table();
    private final Map<String, Map<Credential, Integer>> matrix = new LinkedHashMap<>();

    /** What the table of endpoints says of a route. */
    private record Listed(String who, String answers) {}

    @AfterAll
    void tearDown() throws IOException {
        server.close();
        write();
    }

    @AfterEach
    void everybodyIsLoggedIn() {
        if (!world.hasSessions()) {
            world.beginSessionsAgain();
        }
    }

    private static Map<String, Listed> table() {
        try {
            return LISTED.matcher(Files.readString(TABLE))
                    .results()
                    .collect(Collectors.toMap(
                            row -> row.group(1) + " " + row.group(2),
                            row -> new Listed(row.group(3), row.group(4)),
                            (first, _) -> first));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Stream<Route> routes() {
        return server.bean(Routes.class).all().stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whoMayDoItDoesAndWhoMayNotIsRefused(Route route) {
        Row row = rows.of(route.method(), route.path())
                .orElseThrow(() -> new AssertionError("say in AccessRows how " + route + " is tried out"));
        Listed listed = table.get(route.method() + " " + route.path().replaceAll("\\{(\\w+)}", ":$1"));
        assertThat(listed).as("%s in docs/api.md", route).isNotNull();
        Map<Credential, Integer> answers = new EnumMap<>(Credential.class);
        List<String> refused = new ArrayList<>();
        Call forOthers = row.call().get();
        for (Credential credential : Credential.values()) {
            int expected = expected(route, listed, row, credential);
            boolean mayChange = mayChange(listed, credential);
            Call call = expected < 400 ? row.call().get() : forOthers;

            Answer answer = world.as(credential).send(route.method(), call.path(), call.body());

            answers.put(credential, answer.status());
            assertThat(answer.status())
                    .as("%s, asked with %s: %s", route, credential, answer.text())
                    .isEqualTo(expected);
            if (answer.status() >= 400) {
                refused.add(answer.header(RequestIdFilter.HEADER));
                assertSaysWhy(route, answer);
            }
            if (!mayChange) {
                assertThat(world.secrets())
                        .as("what is shown of %s to %s", route, credential)
                        .noneMatch(secret -> answer.text().contains(secret)
                                && !call.toString().contains(secret));
            }
        }
        matrix.put(route.toString(), answers);
        assertThat(listed.answers())
                .as("the codes of %s in docs/api.md", route)
                .contains(Integer.toString(row.allowed()));
        assertThat(eventsOf(refused)).as("events of refused requests").isZero();
    }

    /** A page says it to people; everything else to programs too. */
    private static void assertSaysWhy(Route route, Answer answer) {
        if (answer.header("Content-Type").startsWith("text/html")) {
            assertThat(answer.text()).as("%s: a page", route).isNotBlank();
            return;
        }
        assertThat(answer.text("error")).as("%s: a sentence", route).isNotBlank();
        assertThat(answer.text("code")).as("%s: a code", route).isNotBlank();
    }

    /** Whether what is asked for belongs to those who show this, so that it may well come about. */
    private static boolean mayChange(Listed listed, Credential credential) {
        return switch (credential.standing()) {
            case NOBODY -> false;
            case STRANGER, AUDITOR, SUPPORT, OPERATOR -> staff(listed).contains(credential.standing());
            case OWNER -> listed.who().equals("account");
        };
    }

    private static int expected(Route route, Listed listed, Row row, Credential credential) {
        if (listed.who().startsWith("public")) {
            return row.allowed();
        }
        Set<Standing> staff = staff(listed);
        return switch (credential.standing()) {
            case NOBODY -> 401;
            case STRANGER, AUDITOR, SUPPORT, OPERATOR -> {
                if (staff.isEmpty()) {
                    yield credential.isLimited() && row.limited() == 403 ? 403 : row.others();
                }
                yield staff.contains(credential.standing()) && !isBeyondItsLimit(route, credential)
                        ? row.allowed()
                        : 403;
            }
            case OWNER -> {
                if (!staff.isEmpty()) {
                    yield 403;
                }
                yield credential.isLimited() ? row.limited() : row.allowed();
            }
        };
    }

    /** A token with a spend limit changes nothing in the name of staff. */
    private static boolean isBeyondItsLimit(Route route, Credential credential) {
        return credential.isLimited() && !route.method().equals("GET");
    }

    /** The roles without which the endpoint is not to be called; none if every account may call it. */
    private static Set<Standing> staff(Listed listed) {
        return switch (listed.who()) {
            case "operator" -> EnumSet.of(Standing.OPERATOR);
            case "support" -> EnumSet.of(Standing.SUPPORT, Standing.OPERATOR);
            case "auditor" -> EnumSet.of(Standing.AUDITOR, Standing.SUPPORT, Standing.OPERATOR);
            default -> EnumSet.noneOf(Standing.class);
        };
    }

    /** Every event carries the id of the request that it follows from. */
    private long eventsOf(List<String> requestIds) {
        assertThat(requestIds).allMatch(id -> !id.isBlank());
        return requestIds.isEmpty()
                ? 0
                : server.bean(JdbcClient.class)
                        .sql("""
                                select count(*) from domain_event_entry
                                where exists (select from unnest(:ids) as id
                                    where position(convert_to('"' || id || '"', 'UTF8') in meta_data) > 0)""")
                        .param("ids", requestIds.toArray(String[]::new))
                        .query(Long.class)
                        .single();
    }

    @Test
    void whatIsAcceptedLeavesAnEventThatNamesItsRequest() {
        Answer accepted = world.as(Credential.OWNER_SESSION).post("/api/tokens", Map.of("name", "seen"));

        assertThat(accepted.status()).isEqualTo(201);
        assertThat(eventsOf(List.of(accepted.header(RequestIdFilter.HEADER)))).isPositive();
    }

    @Test
    void theTableHasNoOtherKindOfCaller() {
        assertThat(table.values()).isNotEmpty().allSatisfy(listed -> assertThat(listed.who())
                .matches("public.*|account|auditor|support|operator"));
    }

    Stream<Route> routesWithNames() {
        return routes().filter(route -> route.path().contains("{"));
    }

    @ParameterizedTest
    @MethodSource("routesWithNames")
    void noNameInAPathMakesTheServerFail(Route route) {
        String body = rows.of(route.method(), route.path())
                .map(row -> row.call().get().body())
                .orElse(null);
        for (String name : List.of("%00", "%0a", "%27", "%F0%9F%98%80", "%25", "-1", "null", "x".repeat(1_000))) {
            for (Credential credential : List.of(Credential.OWNER_SESSION, Credential.OPERATOR)) {
                Answer answer = world.as(credential)
                        .send(
                                route.method(),
                                route.path().replaceAll("\\{\\w+}", Matcher.quoteReplacement(name)),
                                body);
                assertThat(answer.status())
                        .as("%s with %s: %s", route, name, answer.text())
                        .isBetween(400, 499);
                assertSaysWhy(route, answer);
            }
        }
    }

    /** Servers have been fooled by less. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/admin/settings",
                "/api//admin/settings",
                "/api/admin/settings/",
                "/api/./admin/settings",
                "/api/vps/../admin/settings",
                "/api/vps/..%2fadmin/settings",
                "/api/%61dmin/settings",
                "/api%2fadmin%2fsettings",
                "/api/admin;x=1/settings",
                "/api;x=1/admin/settings",
                "/API/ADMIN/SETTINGS",
                "/health/../api/admin/settings",
                "/checkout/../api/admin/settings",
                "/checkout/..;/api/admin/settings"
            })
    void noSpellingOfAPathOpensADoor(String path) {
        for (Credential credential : List.of(Credential.NONE, Credential.STRANGER_SESSION, Credential.OWNER_TOKEN)) {
            Client client = world.as(credential);
            for (String method : List.of("GET", "PUT", "HEAD")) {
                Answer answer = client.send(method, path, method.equals("PUT") ? "{\"max_batch_size\":1}" : null);
                assertThat(answer.status())
                        .as("%s %s with %s: %s", method, path, credential, answer.text())
                        .isBetween(400, 499);
            }
        }
    }

    private void write() throws IOException {
        StringBuilder page = new StringBuilder(
                        "# Who may do what\n\nEach route that is served, asked for with each kind of")
                .append(" credentials; 404 is what belongs to another account.\n\n| route |");
        for (Credential credential : Credential.values()) {
            page.append(' ').append(credential).append(" |");
        }
        page.append("\n|---|").append("---|".repeat(Credential.values().length)).append('\n');
        matrix.forEach((route, answers) -> {
            page.append("| `").append(route).append("` |");
            answers.values().forEach(status -> page.append(' ').append(status).append(" |"));
            page.append('\n');
        });
        Files.writeString(MATRIX, page);
    }
}
