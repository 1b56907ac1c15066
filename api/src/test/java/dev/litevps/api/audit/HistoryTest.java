package dev.litevps.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.web.RequestIdFilter;
import dev.litevps.events.Minute;
import dev.litevps.events.account.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An auditor can answer what happened, who did it and what came of it, from the API alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVENTS = "/api/audit/events";
    private static final JsonMapper JSON = new JsonMapper();

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client auditor = Customer.as(Role.AUDITOR, server).client();
    private final Customer ann = Customer.with(server, "10.00");
    private final Answer created = ann.client().post("/api/vps", Map.of("name", "web", "plan_id", ann.cheapestPlan()));
    private final String vps = created.text("id");

    HistoryTest() {
        ann.client().awaitState(vps, "running", PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private List<JsonNode> events(String query) {
        Answer answer = auditor.get(EVENTS + "?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().valueStream().toList();
    }

    private JsonNode awaitEvent(String type) {
        return Awaitility.await(type + " of the VPS is indexed")
                .atMost(PATIENCE)
                .until(() -> events("vps=" + vps + "&type=" + type), found -> !found.isEmpty())
                .getFirst();
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asString("");
    }

    @Test
    void anEventNamesWhoItConcernsWhoBroughtItAboutAndTheRequest() {
        JsonNode requested = awaitEvent("VpsRequested");

        assertThat(text(requested, "account_id")).isEqualTo(ann.id().toString());
        assertThat(text(requested, "actor")).isEqualTo(ann.id().toString());
        assertThat(text(requested, "role")).isEqualTo("customer");
        assertThat(text(requested, "request_id")).isEqualTo(created.header(RequestIdFilter.HEADER));
        assertThat(text(requested, "request")).isEqualTo("POST /api/vps");
        assertThat(requested.path("payload").path("name").asString()).isEqualTo("web");
    }

    @Test
    void theChainLeadsFromTheRequestThroughTheHostsTaskToTheEvent() {
        JsonNode provisioned = awaitEvent("VpsProvisioned");

        JsonNode detail =
                auditor.get(EVENTS + "/" + text(provisioned, "event_id")).json();

        List<String> chain = detail.path("chain")
                .valueStream()
                .map(link -> text(link, "kind") + " " + text(link, "name"))
                .toList();
        assertThat(chain.getFirst()).isEqualTo("request POST /api/vps");
        assertThat(chain)
                .containsSubsequence(
                        "command CreateVps",
                        "event VpsRequested",
                        "event VpsPlaced",
                        "task machine-order/Build",
                        "command ReportProvisioned",
                        "event VpsProvisioned");
        JsonNode placed = auditor.get(EVENTS + "/" + text(awaitEvent("VpsPlaced"), "event_id"))
                .json();
        assertThat(placed.path("effects").valueStream().map(event -> text(event, "type")))
                .contains("VpsProvisioned");
        JsonNode requested = auditor.get(EVENTS + "/" + text(awaitEvent("VpsRequested"), "event_id"))
                .json();
        assertThat(requested.path("besides").valueStream().map(event -> text(event, "type")))
                .as("what the same command decided on")
                .contains("FundsHeld");
    }

    @ParameterizedTest
    @CsvSource({
        "aggregate_type=Ledger&account=ANN",
        "type=FundsHeld&account=ANN",
        "aggregate=VPS",
        "vps=VPS",
        "account=ANN&actor=ANN",
        "request_id=REQUEST",
        "account=ANN&from=2020-01-01T00:00:00Z",
    })
    void filtersFindWhatTheStoreHas(String query) {
        awaitEvent("VpsProvisioned");
        String filled = query.replace("ANN", ann.id().toString())
                .replace("VPS", vps)
                .replace("REQUEST", created.header(RequestIdFilter.HEADER));

        assertThat(events(filled)).isNotEmpty().allSatisfy(event -> assertThat(text(event, "account_id"))
                .isEqualTo(ann.id().toString()));
        assertThat(events(filled + "&to=2020-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void theEventsOfAnAggregateAreFoundByTheirNumbers() {
        awaitEvent("VpsProvisioned");
        String ofVps = "order=asc&aggregate=" + vps;

        assertThat(events(ofVps + "&from_sequence=1&to_sequence=2"))
                .extracting(event -> event.path("version").asLong())
                .containsExactly(1L, 2L);
        assertThat(events(ofVps + "&to_sequence=0")).singleElement().satisfies(event -> assertThat(text(event, "type"))
                .isEqualTo("VpsRequested"));
        assertThat(events(ofVps + "&from_sequence=1000")).isEmpty();
    }

    @Test
    void pagesNeitherRepeatNorLeaveOut() {
        List<JsonNode> all = new ArrayList<>();
        String query = "order=asc&limit=7&to=" + Instant.now();
        String cursor = "";
        while (true) {
            Answer page = auditor.get(EVENTS + "?" + query + cursor);
            all.addAll(page.json().valueStream().toList());
            String next = page.header("X-Next-Cursor");
            if (next.isEmpty()) {
                break;
            }
            cursor = "&cursor=" + next;
        }
        List<Long> positions =
                all.stream().map(row -> row.path("position").asLong()).toList();

        assertThat(positions).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(14);
    }

    @Test
    void theExportHasEveryEventToTheByte() {
        awaitEvent("VpsProvisioned");
        List<Map<String, Object>> stored = server.bean(JdbcClient.class)
                .sql("select global_index, event_identifier, payload from domain_event_entry order by global_index")
                .query()
                .listOfRows();

        Map<String, JsonNode> exported = Awaitility.await("all are indexed")
                .atMost(PATIENCE)
                .until(
                        () -> auditor.get(EVENTS + "/export")
                                .text()
                                .lines()
                                .map(JSON::readTree)
                                .collect(Collectors.toMap(line -> text(line, "event_id"), line -> line)),
                        lines -> lines.size() >= stored.size());

        assertThat(stored).allSatisfy(row -> {
            JsonNode line = Objects.requireNonNull(exported.get((String) row.get("event_identifier")), "is exported");
            assertThat(line.path("position").asLong()).isEqualTo(row.get("global_index"));
            assertThat(Base64.getDecoder().decode(text(line, "payload"))).isEqualTo(row.get("payload"));
        });
    }

    @Test
    void theLifeOfAVpsIsToldInWordsWithWhatChanged() {
        ann.client().put("/api/vps/" + vps, Map.of("name", "shop"));
        awaitEvent("VpsRenamed");

        List<JsonNode> life = auditor.get("/api/audit/vps/" + vps + "/timeline?limit=1000")
                .json()
                .valueStream()
                .toList();

        List<String> sentences =
                life.stream().map(moment -> text(moment, "sentence")).toList();
        assertThat(sentences).anyMatch(sentence -> sentence.startsWith("The VPS \"web\" was asked for"));
        assertThat(sentences).contains("The VPS runs: its SSH server answers", "The VPS is called \"shop\" now");
        JsonNode renamed = life.stream()
                .filter(moment -> text(moment, "type").equals("VpsRenamed"))
                .findFirst()
                .orElseThrow();
        JsonNode change = renamed.path("changes").path(0);
        assertThat(text(change, "field")).isEqualTo("name");
        assertThat(text(change, "before")).isEqualTo("web");
        assertThat(text(change, "after")).isEqualTo("shop");
    }

    @Test
    void theStateThatALifeTellsIsTheOneThatTheOwnerSees() {
        ann.client().post("/api/vps/" + vps + "/stop");
        ann.client().awaitState(vps, "stopped", PATIENCE);
        awaitEvent("VpsStopped");
        ann.client().post("/api/vps/" + vps + "/start");
        ann.client().awaitState(vps, "running", PATIENCE);
        awaitEvent("VpsStarted");

        List<String> states = auditor.get("/api/audit/vps/" + vps + "/timeline?limit=1000")
                .json()
                .valueStream()
                .flatMap(moment -> moment.path("changes").valueStream())
                .filter(change -> text(change, "field").equals("state"))
                .map(change -> text(change, "before") + " " + text(change, "after"))
                .toList();

        assertThat(states).startsWith(" creating", "creating running").endsWith("running stopped", "stopped running");
    }

    @Test
    void theMoneyOfAnAccountIsToldAsItsBalance() {
        awaitEvent("VpsProvisioned");
        List<JsonNode> balances = auditor.get("/api/audit/accounts/" + ann.id() + "/timeline?limit=1000")
                .json()
                .valueStream()
                .flatMap(moment -> moment.path("changes").valueStream())
                .filter(change -> text(change, "field").matches("balance|amount|balanceAfter"))
                .toList();

        assertThat(balances).isNotEmpty().allSatisfy(change -> assertThat(text(change, "field"))
                .isEqualTo("balance"));
        assertThat(balances.getFirst().path("after").asLong()).isEqualTo(10_000_000);
    }

    /** What was before a page is not read event by event: a ledger has one for each minute. */
    @Test
    void aLifeReadInPagesIsThatReadAsAWhole() {
        String path = "/api/audit/accounts/" + ann.id() + "/timeline";
        List<JsonNode> whole =
                auditor.get(path + "?limit=1000").json().valueStream().toList();

        List<JsonNode> pages = new ArrayList<>();
        Answer page = auditor.get(path + "?limit=2");
        while (true) {
            pages.addAll(page.json().valueStream().toList());
            String cursor = page.header("X-Next-Cursor");
            if (cursor.isEmpty()) {
                break;
            }
            page = auditor.get(path + "?limit=2&cursor=" + cursor);
        }

        assertThat(whole).hasSizeGreaterThan(4);
        assertThat(pages).startsWith(whole.toArray(JsonNode[]::new));
        assertThat(auditor.get(path + "?offset=100000").text()).isEqualTo("[]");
        assertThat(auditor.get("/api/audit/vps/" + ann.id() + "/timeline").status())
                .isEqualTo(404);
    }

    @Test
    void anExportThatBrokeOffGoesOnWhereItWas() {
        List<String> whole = auditor.get(EVENTS + "/export").text().lines().toList();
        long third = JSON.readTree(whole.get(2)).path("position").asLong();

        List<String> rest =
                auditor.get(EVENTS + "/export?after=" + third).text().lines().toList();

        assertThat(rest).startsWith(whole.subList(3, whole.size()).toArray(String[]::new));
    }

    @Test
    void theLifeOfAnAccountHasItsMoney() {
        ann.chargeThrough(Minute.of(Instant.now()));

        List<String> sentences = Awaitility.await("the charge is told")
                .atMost(PATIENCE)
                .until(
                        () -> auditor.get("/api/audit/accounts/" + ann.id() + "/timeline?limit=1000")
                                .json()
                                .valueStream()
                                .map(moment -> text(moment, "sentence"))
                                .toList(),
                        told -> told.stream().anyMatch(sentence -> sentence.startsWith("Minutes through")));

        assertThat(new HashSet<>(sentences))
                .anyMatch(sentence -> sentence.contains("came in"))
                .anyMatch(sentence -> sentence.contains("set aside"))
                .anyMatch(sentence -> sentence.contains("costs money from now on"));
    }

    @Test
    void personalDataStaysEncrypted() {
        assertThat(auditor.get("/api/audit/accounts/" + ann.id() + "/timeline").text())
                .doesNotContain(ann.id() + "@example.com");
        assertThat(auditor.get(EVENTS + "?type=AccountRegistered&limit=1000").text())
                .doesNotContain("@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "account=x, invalid_account",
        "from=yesterday, invalid_from",
        "order=random, invalid_order",
        "from_sequence=1, missing_aggregate",
        "aggregate=x&to_sequence=one, invalid_to_sequence",
        "aggregate=x&from_sequence=one, invalid_from_sequence"
    })
    void whatMakesNoSenseIsRefused(String query, String code) {
        Answer refused = auditor.get(EVENTS + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo(code);
    }

    @Test
    void anExportBeginsAtAPosition() {
        assertThat(auditor.get(EVENTS + "/export?after=yesterday").text("code")).isEqualTo("invalid_after");
    }
}
