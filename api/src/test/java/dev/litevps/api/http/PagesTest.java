package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, page by page, and what can be asked of the list of VPSes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final Server server = Server.start("litevps.hypervisor=simulated");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static String create(Customer owner, String name, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("name", name);
        if (!body.containsKey("template")) {
            body.putIfAbsent("plan_id", owner.cheapestPlan());
        }
        Answer created = owner.client().post("/api/vps", body);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.text("id");
    }

    private static List<String> values(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .map(row -> row.path(field).asString())
                .toList();
    }

    private static @Nullable String next(Answer answer) {
        String link = answer.header("Link");
        if (link.isEmpty()) {
            assertThat(answer.header("X-Next-Cursor")).isEmpty();
            return null;
        }
        Matcher matcher = NEXT.matcher(link);
        assertThat(matcher.matches()).as(link).isTrue();
        assertThat(matcher.group(1)).contains("cursor=" + answer.header("X-Next-Cursor"));
        return matcher.group(1);
    }

    /** Follows the links from page to page. */
    private static List<String> walk(Client client, String path, String field, int pageSize) {
        List<String> all = new ArrayList<>();
        for (String page = path; page != null; ) {
            Answer answer = client.get(page);
            List<String> values = values(answer, field);
            assertThat(values).hasSizeLessThanOrEqualTo(pageSize).isNotEmpty();
            all.addAll(values);
            page = next(answer);
        }
        return all;
    }

    @Test
    void pagesAddUpToTheWholeListAndAreNotMovedByWhatComesIn() {
        Customer ann = Customer.with(server, "10.00");
        for (int number = 1; number <= 5; number++) {
            create(ann, "vps-" + number, Map.of());
        }
        Client client = ann.client();
        assertThat(client.get("/api/vps").header("Link")).isEmpty();
        assertThat(walk(client, "/api/vps?limit=2", "name", 2))
                .containsExactly("vps-5", "vps-4", "vps-3", "vps-2", "vps-1");
        assertThat(values(client.get("/api/vps?limit=2&offset=3"), "name")).containsExactly("vps-2", "vps-1");

        Answer first = client.get("/api/vps?limit=2");
        create(ann, "vps-6", Map.of());
        client.delete("/api/vps/" + first.json().get(1).path("id").asString());
        assertThat(values(client.get(Objects.requireNonNull(next(first))), "name"))
                .containsExactly("vps-3", "vps-2");
    }

    @Test
    void theListOfVpsCanBeNarrowed() {
        Customer ann = Customer.with(server, "10.00");
        Client client = ann.client();
        String web = create(ann, "web", Map.of("labels", Map.of("env", "prod", "tier", "web")));
        create(ann, "db", Map.of("labels", Map.of("env", "prod"), "template", "debian-12-small"));
        create(ann, "try", Map.of("labels", Map.of("env", "test")));
        client.awaitState(web, "running", PATIENCE);
        client.post("/api/vps/" + web + "/stop");
        client.awaitState(web, "stopped", PATIENCE);

        assertThat(values(client.get("/api/vps?label=env:prod"), "name")).containsExactly("db", "web");
        assertThat(values(client.get("/api/vps?label=env:prod&label=tier:web"), "name"))
                .containsExactly("web");
        assertThat(values(client.get("/api/vps?state=stopped"), "name")).containsExactly("web");
        assertThat(values(client.get("/api/vps?name=try"), "name")).containsExactly("try");
        assertThat(values(client.get("/api/vps?template=debian-12-small"), "name"))
                .containsExactly("db");
        assertThat(values(client.get("/api/vps?label=env:prod&name=try"), "name"))
                .isEmpty();
        assertThat(walk(client, "/api/vps?limit=1&label=env%3Aprod", "name", 1)).containsExactly("db", "web");
        assertThat(values(Customer.with(server, "1.00").client().get("/api/vps?label=env:prod"), "name"))
                .isEmpty();
    }

    @Test
    void labelsAreShownAndChangedAsAWhole() {
        Customer ann = Customer.with(server, "10.00");
        String path = "/api/vps/" + create(ann, "web", Map.of("labels", Map.of("env", "test")));

        Answer changed = ann.client().put(path, Map.of("labels", Map.of("env", "prod", "team", "a1")));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.text()).contains("\"labels\":{\"env\":\"prod\",\"team\":\"a1\"}");
        assertThat(changed.text("name")).isEqualTo("web");
        assertThat(ann.client().put(path, Map.of("name", "db")).text()).contains("\"env\":\"prod\"");
        assertThat(ann.client().put(path, Map.of("labels", Map.of())).text()).contains("\"labels\":{}");
        for (String wrong : List.of("{\"A\":\"x\"}", "{\"a\":null}", "{\"a\":\"b:c\"}")) {
            Answer refused = ann.client().send("PUT", path, "{\"labels\":" + wrong + "}");
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.text("code")).isEqualTo("invalid_value");
        }
        assertThat(ann.client().send("PUT", path, "{\"labels\":[]}").text("code"))
                .isEqualTo("invalid_request");
    }

    @Test
    void theOtherListsHavePagesToo() {
        Customer ann = Customer.with(server, "10.00");
        Client client = ann.client();
        for (int number = 1; number <= 3; number++) {
            client.post("/api/tokens", Map.of("name", "token-" + number));
            client.post("/api/billing/notify-emails", Map.of("email", "ops-%d@example.com".formatted(number)));
        }

        assertThat(walk(client, "/api/tokens?limit=2", "name", 2)).containsExactly("token-3", "token-2", "token-1");
        assertThat(walk(client, "/api/billing/notify-emails?limit=1", "email", 1))
                .containsExactly("ops-1@example.com", "ops-2@example.com", "ops-3@example.com");
        assertThat(walk(client, "/api/templates?limit=2", "slug", 2))
                .isEqualTo(values(client.get("/api/templates"), "slug"));
        assertThat(values(client.get("/api/keys?limit=2"), "name")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, invalid_limit",
        "limit=1001, invalid_limit",
        "limit=x, invalid_limit",
        "offset=-1, invalid_offset",
        "offset=1e3, invalid_offset",
        "cursor=, invalid_cursor",
        "cursor=AAAA, invalid_cursor",
        "cursor=not*base64, invalid_cursor",
        "state=gone, invalid_state",
        "label=env, invalid_label",
        "label=:x, invalid_label",
        "name=%00, invalid_name",
    })
    void whatIsNoPageIsRefused(String query, String code) {
        Answer refused = Customer.with(server, "1.00").client().get("/api/vps?" + query);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo(code);
    }

    @Test
    void aCursorFitsNoOtherList() {
        Customer ann = Customer.with(server, "10.00");
        create(ann, "a", Map.of());
        create(ann, "b", Map.of());
        String cursor = ann.client().get("/api/vps?limit=1").header("X-Next-Cursor");

        assertThat(ann.client().get("/api/vps?limit=5&cursor=" + cursor).status())
                .isEqualTo(200);
        for (Answer refused : List.of(
                ann.client().get("/api/vps?name=a&cursor=" + cursor),
                ann.client().get("/api/vps?offset=1&cursor=" + cursor),
                ann.client().get("/api/tokens?cursor=" + cursor),
                ann.client().get("/api/vps?cursor=" + cursor.substring(1) + "A"),
                Customer.with(server, "1.00").client().get("/api/vps?cursor=" + cursor))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.text("code")).isEqualTo("invalid_cursor");
        }
    }
}
