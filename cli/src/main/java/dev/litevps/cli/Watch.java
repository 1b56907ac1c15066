package dev.litevps.cli;

import dev.litevps.cli.ProgressBar.Progress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Looks at something long until it has come to an end, or waits for somebody's decision. */
final class Watch {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> GIVEN_UP = Set.of("failed", "cancelled");
    private static final double NANOS_PER_SECOND = 1e9;

    private final ApiClient client;
    private final ProgressBar bar;
    private final Set<String> goingOn;
    private final Function<JsonNode, Progress> progress;

    private Watch(ApiClient client, ProgressBar bar, Set<String> goingOn, Function<JsonNode, Progress> progress) {
        this.client = client;
        this.bar = bar;
        this.goingOn = goingOn;
        this.progress = progress;
    }

    /** Of a rebuild: the server knows its rate, however long ago it began, and events go on to come. */
    static Watch ofRebuild(ApiClient client, ProgressBar bar) {
        return new Watch(client, bar, Set.of("filling", "swapping"), rebuild -> {
            JsonNode left = rebuild.path("seconds_left");
            return new Progress(
                    rebuild.path("position").asLong(0),
                    rebuild.path("head").asLong(0),
                    rebuild.path("events_per_second").asDouble(0),
                    left.isIntegralNumber() ? left.longValue() : null);
        });
    }

    /** Of a comparison of a view: nobody knows how many events it will be, and the rate is that since the first look. */
    static Watch ofCheck(ApiClient client, ProgressBar bar) {
        return new Watch(client, bar, Set.of("waiting", "running"), new Function<>() {

            private final long begun = System.nanoTime();
            private long first = -1;

            @Override
            public Progress apply(JsonNode check) {
                long events = check.path("events").asLong(0);
                first = first < 0 ? events : first;
                double seconds = Math.max((System.nanoTime() - begun) / NANOS_PER_SECOND, 1e-3);
                return new Progress(events, 0, (events - first) / seconds, null);
            }
        });
    }

    /** What it was like at last. {@link CommandFailure} if the server refuses. */
    JsonNode untilItRests(String path) {
        JsonNode seen = StaffOptions.required(client.get(path));
        try {
            while (goingOn.contains(state(seen))) {
                bar.show(progress.apply(seen));
                Thread.sleep(PAUSE);
                seen = StaffOptions.required(client.get(path));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            bar.end();
        }
        return seen;
    }

    /** The exit code that says whether something has come of it, or waits to be put into place. */
    static int exitStatus(JsonNode seen) {
        return GIVEN_UP.contains(state(seen)) ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private static String state(JsonNode seen) {
        return seen.path("state").asString("");
    }
}
