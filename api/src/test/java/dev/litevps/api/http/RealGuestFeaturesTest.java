package dev.litevps.api.http;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be done in and to one real guest beyond its life. On simulated guests each of it is looked at in more detail.
 * Skipped, with the reason, where host-setup has not been done.
 */
class RealGuestFeaturesTest {

    private static final Logger STORY = LoggerFactory.getLogger("litevps");

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
        try (Server server = Server.start(RealGuests.properties())) {
            Customer owner = Customer.with(server, "5.00");
            Client client = owner.client();
            String id = owner.create("real");
            client.awaitState(id, "running", RealGuests.PATIENCE);

            STORY.info("A file of a hundred megabytes goes there and back.");
            FileStory files = new FileStory(client, id);
            files.aLargeFileGoesThereAndBack();
            files.specialsAreRefused();

            STORY.info("A snapshot keeps one file and loses another.");
            new SnapshotStory(client, id, RealGuests.PATIENCE).restoreKeepsAndLosesTheRightFile();

            client.delete("/api/vps/" + id);
            client.awaitGone(id, RealGuests.PATIENCE);
            Leftovers.awaitNone(server);
        }
    }
}
