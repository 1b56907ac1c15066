package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database knows about access tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokenSecrecyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client demo = Client.logInToDemo(server);
    private final JdbcClient database = JdbcClient.create(server.bean(DataSource.class));

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Answer create(Object body) {
        Answer answer = demo.post("/api/tokens", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    private Client holderOf(Answer created) {
        return new Client(server.url(), created.text("token"));
    }

    @Test
    void onlyTheSha256OfATokenIsStored() throws Exception {
        Answer created = create(Map.of("name", "ci-deploy"));
        String value = created.text("token");

        byte[] stored = database.sql("SELECT token_hash FROM access_token WHERE token_id = ?")
                .param(UUID.fromString(created.text("id")))
                .query(byte[].class)
                .single();

        assertThat(stored)
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII)));
        assertThat(tablesWith(value)).isEmpty();
        assertThat(tablesWith(created.text("id"))).contains("access_token", "access_token_view", "domain_event_entry");
    }

    /** The tables in which the text stands, as such or as bytes. */
    private List<String> tablesWith(String text) {
        String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
        List<String> tables = database.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .query(String.class)
                .list();
        assertThat(tables).hasSizeGreaterThan(10);
        return tables.stream()
                .filter(table ->
                        database.sql("SELECT count(*) FROM %s t WHERE strpos(t::text, ?) > 0 OR strpos(t::text, ?) > 0"
                                                .formatted(table))
                                        .params(text, bytes)
                                        .query(Long.class)
                                        .single()
                                > 0)
                .toList();
    }

    @Test
    void nothingOfARevokedTokenIsLeftToBeFoundBy() {
        Answer created = create(Map.of("name", "ci-deploy"));

        demo.delete("/api/tokens/" + created.text("id"));

        assertThat(tablesWith(created.text("id"))).doesNotContain("access_token");
    }

    @Test
    void whatIsDoneWithATokenSaysSo() {
        Answer created = create(Map.of("name", "ci-deploy"));
        String planId = demo.get("/api/pricing").json().get(0).path("id").asString();
        Client holder = holderOf(created);

        String vps = holder.post("/api/vps", Map.of("name", "web", "plan_id", planId))
                .text("id");

        Map<String, Object> requested = database.sql("""
                        SELECT convert_from(payload, 'UTF8')::json ->> 'tokenId' AS creator,
                               convert_from(meta_data, 'UTF8')::json ->> 'token_id' AS provenance
                        FROM domain_event_entry WHERE aggregate_identifier = ? AND sequence_number = 0""").param(vps).query().singleRow();
        assertThat(requested)
                .containsEntry("creator", created.text("id"))
                .containsEntry("provenance", created.text("id"));
        holder.delete("/api/vps/" + vps);
        holder.awaitGone(vps, PATIENCE);
    }

    @Test
    void aTokenShowsWhenItWasLastUsed() {
        Answer created = create(Map.of("name", "ci-deploy"));
        Instant before = Instant.now().minusMillis(1);

        assertThat(holderOf(created).get("/api/me").status()).isEqualTo(200);

        assertThat(awaitUse(created)).isBetween(before, Instant.now());
        assertThat(demo.get("/api/tokens").json().valueStream())
                .filteredOn(token -> token.path("id").asString().equals(created.text("id")))
                .allSatisfy(token -> assertThat(
                                Instant.parse(token.path("last_used_at").asString()))
                        .isBetween(before, Instant.now()));
    }

    /** Uses are written one after the other, so what the first one did can be seen when the second one is written. */
    @Test
    void aUseIsNotedOnceAMinute() {
        Answer created = create(Map.of("name", "ci-deploy"));
        Answer other = create(Map.of("name", "ci-deploy"));
        Instant lately = Instant.now().minusSeconds(30).truncatedTo(ChronoUnit.MICROS);
        setLastUse(created, lately);

        holderOf(created).get("/api/me");
        holderOf(other).get("/api/me");
        awaitUse(other);
        assertThat(lastUse(created)).isEqualTo(lately);

        setLastUse(created, lately.minusSeconds(60));
        holderOf(created).get("/api/me");
        Awaitility.await("the use is noted").atMost(PATIENCE).until(() -> lately.isBefore(lastUse(created)));
    }

    @Test
    void aUseThatCannotBeNotedFailsNoRequest() {
        Answer created = create(Map.of("name", "ci-deploy"));
        database.sql("""
                        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
                        AS 'BEGIN RAISE EXCEPTION ''no notes today''; END'""").update();
        try {
            database.sql("CREATE TRIGGER refusal BEFORE UPDATE ON access_token EXECUTE FUNCTION refuse()")
                    .update();
            for (int attempt = 0; attempt < 5; attempt++) {
                assertThat(holderOf(created).get("/api/me").status()).isEqualTo(200);
            }
        } finally {
            database.sql("DROP FUNCTION refuse() CASCADE").update();
        }
        Awaitility.await("the use is noted once it can be").atMost(PATIENCE).until(() -> {
            holderOf(created).get("/api/me");
            return lastUse(created) != null;
        });
    }

    @Test
    void whileTokensCannotBeLookedUpNobodyIsToldThatTheirsIsWrong() {
        Answer created = create(Map.of("name", "ci-deploy"));
        database.sql("ALTER TABLE access_token RENAME TO elsewhere").update();
        try {
            Answer answer = holderOf(created).get("/api/me");
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.text("code")).isEqualTo("unavailable");
        } finally {
            database.sql("ALTER TABLE elsewhere RENAME TO access_token").update();
        }
        assertThat(holderOf(created).get("/api/me").status()).isEqualTo(200);
    }

    private @Nullable Instant lastUse(Answer created) {
        OffsetDateTime at = database.sql("SELECT last_used_at FROM access_token WHERE token_id = ?")
                .param(UUID.fromString(created.text("id")))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class))
                .list()
                .getFirst();
        return at == null ? null : at.toInstant();
    }

    private Instant awaitUse(Answer created) {
        return Awaitility.await("the use is noted").atMost(PATIENCE).until(() -> lastUse(created), at -> at != null);
    }

    private void setLastUse(Answer created, Instant at) {
        database.sql("UPDATE access_token SET last_used_at = ? WHERE token_id = ?")
                .params(at.atOffset(ZoneOffset.UTC), UUID.fromString(created.text("id")))
                .update();
    }
}
