package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;
import static dev.litevps.cli.StaffOptions.path;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Views: what customers see, and how it is made anew. */
@Command(
        name = "views",
        description = "Views of the events: how far they are, whether they are right, and making them anew.",
        mixinStandardHelpOptions = true)
final class SupportViewsCommand implements Runnable {

    private static final String REBUILDS = "/api/support/rebuilds";
    private static final String DRIFT_CHECKS = "/api/support/drift-checks";
    private static final long MILLIS_BETWEEN_LOOKS = 500;
    private static final Set<String> UNDER_WAY = Set.of("requested", "filling", "comparing", "swapping", "running");
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    @Command(name = "list", description = "All of them, with their lag.", mixinStandardHelpOptions = true)
    int list(@Mixin StaffOptions options) {
        return options.show(
                "/api/support/views",
                (printer, rows) ->
                        printer.rows(rows, "name", "position", "lag_events", "lag_seconds", "trend", "last_error"));
    }

    @Command(
            name = "rebuild",
            description = "Fills a view anew beside the live one, compares the two and swaps them; nobody notices.",
            mixinStandardHelpOptions = true)
    int rebuild(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "VIEW", description = "Which view, such as query.vps.") String view,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason,
            @Option(names = "--manual-swap", description = "Fills and compares only; `swap` swaps.") boolean manual,
            @Option(names = "--wait", description = "Waits for the end, with a progress bar.") boolean wait) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("view", view);
        body.put("reason", reason);
        body.put("swap", manual ? "manual" : "automatic");
        if (!wait) {
            return options.ask(REBUILDS, body);
        }
        try (ApiClient client = options.server().connectWithCredentials()) {
            JsonNode begun = StaffOptions.required(client.post(REBUILDS, JSON.valueToTree(body)));
            options.printer().one(awaitEnd(client, begun.path("id").asString()));
        }
        return ExitStatus.DONE;
    }

    private JsonNode awaitEnd(ApiClient client, String id) {
        ProgressBar bar = null;
        while (true) {
            JsonNode now = StaffOptions.required(client.get(REBUILDS + "/" + encoded(id)));
            if (bar == null) {
                bar = ProgressBar.on(
                        spec.commandLine().getErr(),
                        "events",
                        now.path("total_events").asLong(0));
            }
            bar.at(now.path("handled_events").asLong(0));
            if (!UNDER_WAY.contains(now.path("state").asString(""))) {
                bar.end();
                return now;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitStatus.FAILED, "Interrupted; the rebuild goes on.");
        }
    }

    @Command(name = "rebuilds", description = "Rebuilds, the newest first.", mixinStandardHelpOptions = true)
    int rebuilds(@Mixin StaffOptions options) {
        return options.show(
                REBUILDS,
                (printer, rows) -> printer.rows(
                        rows, "id", "view", "state", "handled_events", "total_events", "events_per_second", "reason"));
    }

    @Command(
            name = "rebuild-step",
            description = "Pauses, resumes, cancels or swaps a rebuild.",
            mixinStandardHelpOptions = true)
    int step(
            @Mixin StaffOptions options,
            @Parameters(index = "0", paramLabel = "STEP", description = "pause, resume, cancel or swap.") Step step,
            @Parameters(index = "1", paramLabel = "REBUILD", description = "The id of the rebuild.") String id,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask(REBUILDS + "/" + encoded(id) + "/" + step, Map.of("reason", reason));
    }

    /** What can be done to a rebuild, as it stands in the path. */
    enum Step {
        pause,
        resume,
        cancel,
        swap
    }

    @Command(
            name = "check",
            description =
                    "Replays a view, or one account's part of it, into a scratch copy, and tells the differences.",
            mixinStandardHelpOptions = true)
    int check(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "VIEW", description = "Which view, such as query.ledger.") String view,
            @Option(names = "--account", paramLabel = "ID", description = "Only what belongs to this account.")
                    @Nullable
                    String account,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("view", view);
        body.put("account_id", account);
        body.put("reason", reason);
        return options.ask(DRIFT_CHECKS, body);
    }

    @Command(name = "checks", description = "Drift checks, the newest first.", mixinStandardHelpOptions = true)
    int checks(@Mixin StaffOptions options) {
        return options.show(
                path(DRIFT_CHECKS, Map.of()),
                (printer, rows) -> printer.rows(rows, "id", "view", "account_id", "state", "differences", "reason"));
    }
}
