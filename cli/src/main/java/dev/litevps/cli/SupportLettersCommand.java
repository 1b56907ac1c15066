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

/** Events that a handler refused. */
@Command(
        name = "dead-letters",
        description = "Events that a handler refused, and that were put aside.",
        mixinStandardHelpOptions = true)
final class SupportLettersCommand implements Runnable {

    private static final String LETTERS = "/api/support/dead-letters";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** Which events are meant. */
    static final class Sequence {

        @Parameters(index = "0", paramLabel = "GROUP", description = "The handler, by its processing group.")
        private String group = "";

        @Parameters(index = "1", paramLabel = "AGGREGATE", description = "Whose events they are.")
        private String aggregate = "";

        @Option(names = "--segment", defaultValue = "-1", description = "As the list has it; of processes only.")
        private int segment = -1;

        String path(String action) {
            return StaffOptions.path(
                    LETTERS + "/" + encoded(group) + "/" + encoded(aggregate) + action, Map.of("segment", segment));
        }
    }

    @Command(name = "list", description = "All of them, by handler and aggregate.", mixinStandardHelpOptions = true)
    int list(@Mixin StaffOptions options, @Mixin RowLimit limit) {
        return options.showRows(
                LETTERS,
                Map.of(),
                limit.rows(),
                (printer, rows) -> printer.rows(
                        rows,
                        "group",
                        "aggregate",
                        "segment",
                        "events",
                        "event_type",
                        "put_aside_at",
                        "tries",
                        "cause"));
    }

    @Command(
            name = "show",
            description = "The events of one aggregate that one handler waits with; personal data is left out.",
            mixinStandardHelpOptions = true)
    int show(@Mixin StaffOptions options, @Mixin Sequence sequence) {
        return options.show(
                sequence.path(""),
                (printer, rows) ->
                        printer.rows(rows, "aggregate_version", "event_type", "event_id", "cause", "payload"));
    }

    @Command(
            name = "retry",
            description = "Has them handled again, in their order, until one is refused.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin StaffOptions options,
            @Mixin Sequence sequence,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask(sequence.path("/retry"), Map.of("reason", reason));
    }

    @Command(
            name = "discard",
            description = "Gives up the first of them for this handler, and handles those behind it.",
            mixinStandardHelpOptions = true)
    int discard(
            @Mixin StaffOptions options,
            @Mixin Sequence sequence,
            @Option(
                            names = "--event",
                            paramLabel = "EVENT",
                            description =
                                    "The event that is meant; without it, the first that waits now, which is named.")
                    @Nullable
                    String event,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("reason", reason);
        body.put("event_id", event == null ? first(options, sequence) : event);
        return options.ask(sequence.path("/discard"), body);
    }

    /** Whoever discards has one event in mind: the server is told which, since meanwhile another may have come to be the first. */
    private static String first(StaffOptions options, Sequence sequence) {
        try (ApiClient client = options.server().connectWithCredentials()) {
            JsonNode letter =
                    StaffOptions.required(client.get(sequence.path(""))).path(0);
            String id = letter.path("event_id").asString("");
            if (id.isEmpty()) {
                throw new CommandFailure(ExitStatus.FAILED, "No event waits there.");
            }
            options.say(
                    "Giving up --event " + id + ", " + letter.path("event_type").asString("of an unknown type") + ": "
                            + letter.path("cause").asString("no cause is known"));
            return id;
        }
    }
}
