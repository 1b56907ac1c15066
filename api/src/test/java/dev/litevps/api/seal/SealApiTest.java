package dev.litevps.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.MerkleProofs;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server seals, and what auditors are shown of it, verified with nothing but the public key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.seal.interval=100ms");
    private final Customer customer = Customer.with(server, "10.00");
    private final Client auditor = Customer.as(Role.AUDITOR, server).client();

    @AfterAll
    void close() {
        server.close();
    }

    /** The id of a new event, once it is sealed. */
    private String sealedEvent(String name) {
        String id = newEvent(name);
        await().atMost(PATIENCE)
                .until(() -> auditor.get("/api/audit/events/" + id + "/proof").status() == 200);
        return id;
    }

    private String newEvent(String name) {
        String token =
                customer.client().post("/api/tokens", Map.of("name", name)).text("id");
        return server.bean(JdbcClient.class)
                .sql("select event_identifier from domain_event_entry where aggregate_identifier = ?")
                .param(token)
                .query(String.class)
                .single();
    }

    private List<JsonNode> lines(String path) {
        byte[] content = auditor.download(path).content();
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(JSON::readTree)
                .toList();
    }

    @Test
    void theProofOfAnEventVerifiesWithThePublicKeyAlone() {
        JsonNode answer = auditor.get("/api/audit/events/" + sealedEvent("proven") + "/proof")
                .json();

        InclusionProof proof = ServedProof.of(answer);
        assertThat(proof.verify(ServedProof.keys(auditor)).size())
                .isEqualTo(answer.path("tree_size").longValue());
        assertThat(proof.event().encoded()).isEqualTo(ServedProof.bytes(answer.path("leaf")));
        assertThat(proof.event().leafHash()).isEqualTo(ServedProof.bytes(answer.path("leaf_hash")));
        assertThat(new String(proof.event().payload(), StandardCharsets.UTF_8))
                .as("stored, as it is sealed, without what its owner calls it")
                .contains("tokenId", "encrypted")
                .doesNotContain("proven");
    }

    @Test
    void checkpointsAreCutIntoPagesAndEachIsTheBeginningOfTheLast() {
        sealedEvent("first");
        sealedEvent("second");
        Answer page = auditor.get("/api/audit/checkpoints?limit=2");
        Answer next = auditor.get("/api/audit/checkpoints?limit=1&cursor=" + page.header("X-Next-Cursor"));
        JsonNode newer = page.json().path(0);
        JsonNode older = next.json().path(0);
        assertThat(older.path("size").longValue())
                .isLessThan(page.json().path(1).path("size").longValue());

        JsonNode answer = auditor.get("/api/audit/checkpoints/consistency?from=%d&to=%d"
                        .formatted(
                                older.path("size").longValue(),
                                newer.path("size").longValue()))
                .json();

        assertThat(MerkleProofs.isConsistent(
                        older.path("size").longValue(),
                        ServedProof.bytes(older.path("root")),
                        newer.path("size").longValue(),
                        ServedProof.bytes(newer.path("root")),
                        ServedProof.hashes(answer.path("proof"))))
                .isTrue();
        assertThat(ServedProof.bytes(answer.path("from_root"))).isEqualTo(ServedProof.bytes(older.path("root")));
        assertThat(ServedProof.bytes(answer.path("to_root"))).isEqualTo(ServedProof.bytes(newer.path("root")));
    }

    @Test
    void everyHashIsThatOfItsEventAsItIsDownloaded() {
        sealedEvent("downloaded");
        long size = ServedProof.latest(auditor).size();
        List<JsonNode> leaves = lines("/api/audit/seal/leaves?limit=" + size);
        List<JsonNode> events = lines("/api/audit/seal/events?limit=" + size);

        assertThat(leaves).hasSize((int) size);
        for (int i = 0; i < size; i++) {
            StoredEvent event = ServedProof.event(events.get(i));
            assertThat(leaves.get(i).path("event_id").asString()).isEqualTo(event.eventId());
            assertThat(leaves.get(i).path("aggregate_id").asString()).isEqualTo(event.aggregateId());
            assertThat(ServedProof.bytes(leaves.get(i).path("hash"))).isEqualTo(event.leafHash());
        }
        assertThat(lines("/api/audit/seal/leaves?from=3&limit=2")).isEqualTo(leaves.subList(3, 5));
        long third = events.get(2).path("position").longValue();
        assertThat(lines("/api/audit/seal/events?limit=2&after=" + third)).isEqualTo(events.subList(3, 5));
    }

    @Test
    void whatIsNotSealedYetAndWhatIsNotThereHaveNoProof() {
        assertThat(auditor.get("/api/audit/events/01a208f7-8b94-7945-9c9d-cba318e6ebc4/proof")
                        .status())
                .isEqualTo(404);
        assertThat(auditor.get("/api/audit/events/nonsense/proof").status()).isEqualTo(404);
        Sealing sealing = server.bean(Sealing.class);
        sealing.stop();
        try {
            Answer answer = auditor.get("/api/audit/events/" + newEvent("early") + "/proof");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("code")).isEqualTo("not_sealed");
        } finally {
            sealing.start();
        }
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        Map.of(
                        "checkpoints/consistency", "missing_from",
                        "checkpoints/consistency?from=-1", "invalid_from",
                        "checkpoints/consistency?from=0&to=many", "invalid_to",
                        "checkpoints/consistency?from=0&to=999999999", "invalid_to",
                        "seal/leaves?from=-1", "invalid_from",
                        "seal/leaves?limit=0", "invalid_limit",
                        "seal/events?after=x", "invalid_after",
                        "seal/events?limit=0", "invalid_limit",
                        "checkpoints?limit=0", "invalid_limit")
                .forEach((path, code) -> {
                    Answer answer = auditor.get("/api/audit/" + path);
                    assertThat(answer.status()).as(path).isEqualTo(400);
                    assertThat(answer.text("code")).as(path).isEqualTo(code);
                });
    }

    @Test
    void theWitnessIsInTheDataFolder() throws Exception {
        sealedEvent("witnessed");
        Path witness =
                Path.of(server.context().getEnvironment().getRequiredProperty("litevps.data"), "seal-witness.txt");

        await().atMost(PATIENCE).until(() -> Files.exists(witness));
        List<SignedNote> notes = SignedNote.parseAll(Files.readString(witness));
        assertThat(notes).isNotEmpty().allMatch(note -> note.isSignedBy(ServedProof.keys(auditor)));
    }

    @Test
    void howFarSealingIsCanBeWatched() {
        assertThat(server.bean(Sealing.class).status().trouble()).isNull();
        Client operator = Customer.as(Role.OPERATOR, server).client();
        assertThat(operator.get("/metrics").text()).contains("litevps_seal_behind_seconds", "litevps_seal_size");
    }
}
