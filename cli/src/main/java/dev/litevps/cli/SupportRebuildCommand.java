package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Views that are made anew while the live ones go on. */
@Command(
        name = "rebuild",
        description = "Makes a view anew beside the live one, and puts it in its place.",
        mixinStandardHelpOptions = true)
final class SupportRebuildCommand implements Runnable {

    private static final String REBUILDS = "/api/support/rebuilds";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** Which rebuild, and why. */
    static final class Order {

        @Parameters(paramLabel = "REBUILD", description = "The id of the rebuild.")
        private String id = "";

        @Option(names = "--reason", required = true, description = "Why; it is kept as an event.")
        private String reason = "";

        int give(StaffOptions options, String what) {
            return options.ask(REBUILDS + "/" + encoded(id) + "/" + what, Map.of("reason", reason));
        }
    }

    @Command(name = "start", description = "Begins to make a view anew.", mixinStandardHelpOptions = true)
    int start(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "VIEW", description = "Its name in the list of views.") String view,
            @Option(names = "--swap", description = "Have it take the place of the live one as soon as it is made.")
                    boolean swap,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask(REBUILDS, Map.of("view", view, "swap", swap, "reason", reason));
    }

    @Command(name = "list", description = "All of them, the newest first.", mixinStandardHelpOptions = true)
    int list(@Mixin StaffOptions options, @Mixin RowLimit limit) {
        return options.showRows(
                REBUILDS,
                Map.of(),
                limit.rows(),
                (printer, rows) -> printer.rows(
                        rows,
                        "id",
                        "view",
                        "state",
                        "position",
                        "head",
                        "events_per_second",
                        "seconds_left",
                        "differences",
                        "trouble"));
    }

    @Command(name = "show", description = "How far one is, and where it differs.", mixinStandardHelpOptions = true)
    int show(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "REBUILD", description = "The id of the rebuild.") String id) {
        return options.show(REBUILDS + "/" + encoded(id), AnswerPrinter::one);
    }

    @Command(
            name = "watch",
            description =
                    "Shows how far one is until it has come to an end, rests, or waits to be put into place. Exit code 1 if it"
                            + " failed or was cancelled.",
            mixinStandardHelpOptions = true)
    int watch(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "REBUILD", description = "The id of the rebuild.") String id) {
        try (ApiClient client = options.server().connectWithCredentials()) {
            ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), "events", 0);
            JsonNode rebuild = Watch.ofRebuild(client, bar).untilItRests(REBUILDS + "/" + encoded(id));
            options.printer().one(rebuild);
            return Watch.exitStatus(rebuild);
        }
    }

    @Command(name = "pause", description = "Lets it rest.", mixinStandardHelpOptions = true)
    int pause(@Mixin StaffOptions options, @Mixin Order order) {
        return order.give(options, "pause");
    }

    @Command(name = "resume", description = "Goes on with it.", mixinStandardHelpOptions = true)
    int resume(@Mixin StaffOptions options, @Mixin Order order) {
        return order.give(options, "resume");
    }

    @Command(name = "cancel", description = "Gives it up, and removes what was made.", mixinStandardHelpOptions = true)
    int cancel(@Mixin StaffOptions options, @Mixin Order order) {
        return order.give(options, "cancel");
    }

    @Command(name = "swap", description = "Puts it in the place of the live view.", mixinStandardHelpOptions = true)
    int swap(@Mixin StaffOptions options, @Mixin Order order) {
        return order.give(options, "swap");
    }
}
