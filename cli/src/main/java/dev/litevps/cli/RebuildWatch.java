package dev.litevps.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks at a rebuild until it has come to an end, or waits for somebody's decision. */
final class RebuildWatch {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> GOING_ON = Set.of("filling", "swapping");
    private static final Set<String> GIVEN_UP = Set.of("failed", "cancelled");

    private final ApiClient client;
    private final PrintWriter terminal;

    /** @param terminal where the progress bar is drawn, if somebody is looking */
    RebuildWatch(ApiClient client, PrintWriter terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    /** What it was like at last. {@link CommandFailure} if the server refuses. */
    JsonNode untilItRests(String path) {
        JsonNode rebuild = StaffOptions.required(client.get(path));
        ProgressBar progress =
                ProgressBar.on(terminal, "events", rebuild.path("head").asLong());
        try {
            while (GOING_ON.contains(state(rebuild))) {
                progress.at(rebuild.path("position").asLong());
                Thread.sleep(PAUSE);
                rebuild = StaffOptions.required(client.get(path));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            progress.end();
        }
        return rebuild;
    }

    /** The exit code that says whether there is something to put into place, or it is there. */
    static int exitStatus(JsonNode rebuild) {
        return GIVEN_UP.contains(state(rebuild)) ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private static String state(JsonNode rebuild) {
        return rebuild.path("state").asString("");
    }
}
