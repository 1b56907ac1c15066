package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.vps.DestroyCause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done in and to one real guest beyond its life. On simulated guests each of it is looked at in more detail.
 * Skipped, with the reason, where host-setup has not been done.
 */
@Tag("real-guest")
class RealGuestFeaturesTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");

    @TempDir
    private Path data = Path.of("");

    @BeforeEach
    void requireRealGuests() {
        RealGuests.assumeAvailable();
    }

    @AfterEach
    void removePool() throws IOException, InterruptedException {
        RealGuests.removePool();
    }

    @Test
    void aRealGuestKeepsWhatTheApiPromises() throws Exception {
        String[] properties = Stream.concat(
                        Stream.of(RealGuests.properties()), Stream.of("litevps.host.network=" + Server.network()))
                .toArray(String[]::new);
        Customer owner;
        String id;
        String job;
        try (Server server = Server.startOn(data, properties)) {
            owner = Customer.with(server, "5.00");
            Client client = owner.client();
            id = owner.create("real");
            client.awaitState(id, "running", RealGuests.PATIENCE);

            STORY.info("A file of a hundred megabytes goes there and back.");
            FileStory files = new FileStory(client, id);
            files.aLargeFileGoesThereAndBack();
            files.specialsAreRefused();

            STORY.info("A snapshot keeps one file and loses another.");
            new SnapshotStory(client, id, RealGuests.PATIENCE).restoreKeepsAndLosesTheRightFile();

            STORY.info("A background job is cancelled, and its processes are gone.");
            JobStory jobs = new JobStory(client, id, RealGuests.PATIENCE);
            jobs.cancelledIsGoneFromTheGuest();

            STORY.info("A background job runs on while the server is restarted.");
            job = jobs.start("echo begun; sleep 20; echo survived", 280);
            jobs.awaitStatus(job, "running");
        }
        try (Server server = Server.startOn(data, properties)) {
            Client client = owner.at(server);
            Answer done = new JobStory(client, id, RealGuests.PATIENCE).awaitStatus(job, "done");
            assertThat(done.text("stdout")).isEqualTo("begun\nsurvived\n");
            assertThat(done.json().path("duration_ms").asLong()).isGreaterThanOrEqualTo(20_000);

            STORY.info("Another is told by user data what to do on its first boot.");
            String told = new UserDataStory(client, RealGuests.PATIENCE)
                    .filesAreWrittenAndCommandsRunOnTheFirstBootOnly(
                            client.get("/api/vps/" + id).text("plan_id"));

            STORY.info("Its time to live ends, and nothing of it is left.");
            client.send("PUT", "/api/vps/" + told, "{\"ttl_minutes\":1}");
            client.awaitGone(told, RealGuests.PATIENCE);
            assertThat(BriefVps.causeOfDestruction(told, server)).isEqualTo(DestroyCause.EXPIRED);

            client.delete("/api/vps/" + id);
            client.awaitGone(id, RealGuests.PATIENCE);
            Leftovers.awaitNone(server);
        }
    }
}
