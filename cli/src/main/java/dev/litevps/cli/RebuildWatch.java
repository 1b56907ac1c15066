package dev.litevps.cli;

import dev.litevps.cli.ProgressBar.Progress;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks at a rebuild until it has come to an end, or waits for somebody's decision. */
final class RebuildWatch {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> GOING_ON = Set.of("filling", "swapping");
    private static final Set<String> GIVEN_UP = Set.of("failed", "cancelled");

    private final ApiClient client;
    private final ProgressBar bar;

    RebuildWatch(ApiClient client, ProgressBar bar) {
        this.client = client;
        this.bar = bar;
    }

    /** What it was like at last. {@link CommandFailure} if the server refuses. */
    JsonNode untilItRests(String path) {
        JsonNode rebuild = StaffOptions.required(client.get(path));
        try {
            while (GOING_ON.contains(state(rebuild))) {
                bar.show(progress(rebuild));
                Thread.sleep(PAUSE);
                rebuild = StaffOptions.required(client.get(path));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            bar.end();
        }
        return rebuild;
    }

    /** As the answer has it: events go on to come, and the server knows its rate, however long ago it began. */
    private static Progress progress(JsonNode rebuild) {
        JsonNode left = rebuild.path("seconds_left");
        return new Progress(
                rebuild.path("position").asLong(0),
                rebuild.path("head").asLong(0),
                rebuild.path("events_per_second").asDouble(0),
                left.isIntegralNumber() ? left.longValue() : null);
    }

    /** The exit code that says whether there is something to put into place, or it is there. */
    static int exitStatus(JsonNode rebuild) {
        return GIVEN_UP.contains(state(rebuild)) ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private static String state(JsonNode rebuild) {
        return rebuild.path("state").asString("");
    }
}
