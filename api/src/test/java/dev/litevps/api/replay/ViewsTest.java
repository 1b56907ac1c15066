package dev.litevps.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Support sees how views follow the events when they do not follow closely. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** More than that is more than a view is behind in passing. */
    private static final int MANY = 120;

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client support = Customer.as(Role.SUPPORT, server).client();
    private final Customer ann = Customer.with(server, "10.00");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private EventProcessor processor(String view) {
        return server.bean(EventProcessingConfiguration.class)
                .eventProcessor(view)
                .orElseThrow();
    }

    private JsonNode view(String name) {
        return support.get("/api/support/views")
                .json()
                .valueStream()
                .filter(view -> view.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void sql(String statement) {
        server.bean(JdbcClient.class).sql(statement).update();
    }

    private void sampleAMinute() {
        for (int sample = 0; sample < 6; sample++) {
            server.bean(ViewTrends.class).sample();
        }
    }

    @Test
    void aViewThatFallsBehindGrowsAndOneThatCatchesUpShrinks() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> view("query.host").path("behind_events").asLong() == 0);
        sampleAMinute();
        EventProcessor hosts = processor("query.host");
        hosts.shutDown();
        try {
            for (int event = 0; event < MANY; event++) {
                ann.credit(UUID.randomUUID(), "0.01");
            }

            JsonNode behind = view("query.host");
            assertThat(behind.path("behind_events").asLong()).isGreaterThanOrEqualTo(MANY);
            assertThat(behind.path("trend").asString()).isEqualTo("growing");
            sampleAMinute();
            assertThat(view("query.host").path("trend").asString())
                    .as("no more than a minute ago")
                    .isEqualTo("steady");
        } finally {
            hosts.start();
        }
        Awaitility.await("it catches up").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        view("query.host").path("trend").asString())
                .isEqualTo("shrinking"));
    }

    @Test
    void whatStopsAViewAndMayPassIsNamedUntilItHasPassed() {
        sql("""
                create function no_room() returns trigger language plpgsql as $$
                begin
                    raise exception 'no room' using errcode = '53100';
                end $$""");
        sql(
                "create trigger no_room before insert or update on access_token_view for each row execute function no_room()");
        try {
            ann.client().post("/api/tokens", Map.of("name", "ci"));

            Awaitility.await("it is named").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            view("query.token").path("errors"))
                    .isNotEmpty());
            Awaitility.await("other nodes are told")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(said("query.token")).isPositive());
            assertThat(view("query.vps").path("errors")).isEmpty();
        } finally {
            sql("drop trigger no_room on access_token_view");
        }
        Awaitility.await("it has passed").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        view("query.token").path("errors"))
                .isEmpty());
        assertThat(view("query.token").path("put_aside").asLong()).isZero();
    }

    private long said(String view) {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from view_error where view = ?")
                .param(view)
                .query(Long.class)
                .single();
    }

    @Test
    void whatAnotherNodeHasSaidIsNamedForAWhile() {
        sql("insert into view_error values ('query.settings', 'Lately', now()),"
                + " ('query.template', 'LongAgo', now() - interval '1 minute')");

        assertThat(view("query.settings").path("errors").valueStream().map(JsonNode::asString))
                .containsExactly("Lately");
        assertThat(view("query.template").path("errors")).isEmpty();
    }
}
