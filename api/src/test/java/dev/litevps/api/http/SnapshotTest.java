package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.Hypervisor;
import dev.litevps.host.MachineId;
import dev.litevps.host.simulated.Fault;
import dev.litevps.host.simulated.SimulatedHypervisor;
import dev.litevps.query.settings.SettingsRow;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an owner does with snapshots, and what nobody can. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private Customer owner = Customer.with(server, "10.00");
    private String vps = "";
    private SnapshotStory story = new SnapshotStory(owner.client(), vps, PATIENCE);

    @BeforeEach
    void aVpsRuns() {
        owner = Customer.with(server, "10.00");
        vps = owner.create("web");
        owner.client().awaitState(vps, "running", PATIENCE);
        story = new SnapshotStory(owner.client(), vps, PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Client client() {
        return owner.client();
    }

    private SimulatedHypervisor host() {
        return (SimulatedHypervisor) server.bean(Hypervisor.class);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @Test
    void aRestoreKeepsAndLosesTheRightFile() {
        story.restoreKeepsAndLosesTheRightFile();
    }

    @Test
    void aSnapshotIsShownAtOnceAndTheNewestFirst() {
        assertThat(client().get(story.path("")).text()).isEqualTo("[]");
        story.take("one");
        Answer created = client().post(story.path(""), Map.of("name", "two"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("state")).isIn("creating", "ready");
        assertThat(created.text("vps_id")).isEqualTo(vps);
        assertThat(story.names()).containsExactly("two", "one");
    }

    @Test
    void aRestoreNeedsAStoppedVps() {
        story.take("one");

        assertRefused(client().post(story.path("/one/restore")), 409, "wrong_state");
    }

    @Test
    void badRequestsAreRefusedAndChangeNothing() {
        story.take("one");

        assertRefused(client().post(story.path(""), Map.of("name", "one")), 409, "snapshot_exists");
        assertRefused(client().post(story.path(""), Map.of("name", "../etc")), 400, "invalid_value");
        assertRefused(client().post(story.path(""), Map.of()), 400, "missing_name");
        assertRefused(client().delete(story.path("/two")), 404, "unknown_snapshot");
        assertRefused(client().delete("/api/vps/nonsense/snapshots/one"), 404, "not_found");
        assertThat(story.names()).containsExactly("one");
    }

    @Test
    void aVpsHasALimitedNumberOfSnapshots() {
        int most = SettingsRow.DEFAULTS.maxSnapshotsPerVps();
        for (int number = 1; number <= most; number++) {
            story.take("number-" + number);
        }

        assertRefused(client().post(story.path(""), Map.of("name", "one-more")), 409, "too_many_snapshots");

        assertThat(story.names()).hasSize(most).doesNotContain("one-more");
        client().delete(story.path("/number-1"));
        story.awaitDeleted("number-1");
        story.take("in-its-place");
    }

    @Test
    void anotherTenantFindsNothing() {
        story.take("one");
        Client other = Customer.with(server, "10.00").client();

        assertThat(other.get(story.path("")).status()).isEqualTo(404);
        assertThat(other.post(story.path(""), Map.of("name", "two")).status()).isEqualTo(404);
        assertThat(other.post(story.path("/one/restore")).status()).isEqualTo(404);
        assertThat(other.delete(story.path("/one")).status()).isEqualTo(404);
    }

    @Test
    void whatIsNoVpsHasNoSnapshots() {
        String plan = client().get("/api/pricing").json().get(0).path("id").asString();
        assertThat(plan).isNotEmpty();
        String path = "/api/vps/" + plan + "/snapshots";

        assertRefused(client().get(path), 404, "not_found");
        assertRefused(client().post(path, Map.of("name", "one")), 404, "not_found");
        assertRefused(client().post(path + "/one/restore"), 404, "not_found");
        assertRefused(client().delete(path + "/one"), 404, "not_found");
    }

    @Test
    void nothingElseIsDoneWhileARestoreWaitsForItsHost() {
        story.take("one");
        story.stop();
        host().inject(Fault.HOST_UNREACHABLE);
        try {
            assertThat(client().post(story.path("/one/restore")).status()).isEqualTo(202);
            assertRefused(client().post("/api/vps/" + vps + "/start"), 409, "wrong_state");
            assertRefused(client().post(story.path(""), Map.of("name", "two")), 409, "wrong_state");
            assertRefused(client().delete(story.path("/one")), 409, "wrong_state");
        } finally {
            host().heal(Fault.HOST_UNREACHABLE);
        }
        story.awaitState("one", "ready");
        assertThat(client().post("/api/vps/" + vps + "/start").status()).isEqualTo(202);
    }

    @Test
    void aVpsIsDestroyedWithItsSnapshotsEvenWhileOneIsTaken() {
        story.take("one");
        host().inject(Fault.HOST_UNREACHABLE);
        try {
            assertThat(client().post(story.path(""), Map.of("name", "two")).status())
                    .isEqualTo(201);
            assertThat(client().delete("/api/vps/" + vps).status()).isEqualTo(202);
        } finally {
            host().heal(Fault.HOST_UNREACHABLE);
        }
        client().awaitGone(vps, PATIENCE);

        assertThat(client().get(story.path("")).status()).isEqualTo(404);
        assertThat(host().snapshots().names(MachineId.of(vps))).isEqualTo(Set.of());
    }
}
