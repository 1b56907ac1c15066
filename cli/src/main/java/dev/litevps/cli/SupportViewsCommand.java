package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What events add up to, for reading. */
@Command(
        name = "views",
        description = "How the views follow the events, and whether they show what those say.",
        mixinStandardHelpOptions = true)
final class SupportViewsCommand implements Runnable {

    private static final String CHECKS = "/api/support/drift-checks";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    @Command(name = "list", description = "All of them.", mixinStandardHelpOptions = true)
    int list(@Mixin StaffOptions options) {
        return options.show(
                "/api/support/views",
                (printer, rows) -> printer.rows(
                        rows,
                        "name",
                        "position",
                        "behind_events",
                        "behind_seconds",
                        "trend",
                        "segments",
                        "errors",
                        "put_aside"));
    }

    @Command(
            name = "check",
            description = "Has a view made anew beside the live one, and compared with it.",
            mixinStandardHelpOptions = true)
    int check(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "VIEW", description = "Its name in the list.") String view,
            @Option(names = "--account", paramLabel = "ID", description = "Only this account's part.") @Nullable
                    String account,
            @Option(names = "--watch", description = "Wait until it has come to an end, and show what came of it.")
                    boolean wait,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("view", view);
        request.put("account", account);
        request.put("reason", reason);
        JsonNode check = options.asked(CHECKS, request);
        if (wait) {
            return watch(options, check.path("id").asString(""));
        }
        options.printer().one(check);
        return ExitStatus.DONE;
    }

    @Command(
            name = "watch",
            description = "Shows how far a check is until it has come to an end. Exit code 1 if it failed.",
            mixinStandardHelpOptions = true)
    int watch(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "CHECK", description = "The id of the check.") String id) {
        try (ApiClient client = options.server().connectWithCredentials()) {
            ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), "events", 0);
            JsonNode check = Watch.ofCheck(client, bar).untilItRests(CHECKS + "/" + encoded(id));
            options.printer().one(check);
            return Watch.exitStatus(check);
        }
    }

    @Command(name = "checks", description = "What checks came to, the newest first.", mixinStandardHelpOptions = true)
    int checks(@Mixin StaffOptions options, @Mixin RowLimit limit) {
        return options.showRows(
                CHECKS,
                Map.of(),
                limit.rows(),
                (printer, rows) -> printer.rows(
                        rows,
                        "id",
                        "asked_at",
                        "view",
                        "account",
                        "state",
                        "events",
                        "rows",
                        "differences",
                        "trouble"));
    }

    @Command(name = "show", description = "What one check came to, with examples.", mixinStandardHelpOptions = true)
    int show(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "CHECK", description = "The id of the check.") String id) {
        return options.show(CHECKS + "/" + encoded(id), AnswerPrinter::one);
    }
}
