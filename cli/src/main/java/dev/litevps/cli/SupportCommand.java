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

/** What support does about the platform's own work. */
@Command(
        name = "support",
        description = "For support: how the platform is, what is stuck, and what can be done about it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SupportLettersCommand.class,
            SupportMoneyCommand.class,
            SupportViewsCommand.class,
            SupportRebuildCommand.class
        })
final class SupportCommand implements Runnable {

    private static final String PROCESSES = "/api/support/processes";
    private static final String TASKS = "/api/support/tasks";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    @Command(name = "health", description = "How every part of the platform is.", mixinStandardHelpOptions = true)
    int health(@Mixin StaffOptions options) {
        return options.show(
                "/api/support/health",
                (printer, answer) -> printer.rows(answer.path("parts"), "name", "status", "detail"));
    }

    @Command(
            name = "processes",
            description = "Processes that are under way, what is stuck first.",
            mixinStandardHelpOptions = true)
    int processes(
            @Mixin StaffOptions options,
            @Option(names = "--stuck", description = "Only what does not look as if it would end by itself.")
                    boolean stuck,
            @Mixin RowLimit limit) {
        return options.showRows(
                PROCESSES,
                Map.of("stuck", stuck),
                limit.rows(),
                (printer, rows) ->
                        printer.rows(rows, "id", "kind", "vps_id", "waits_for", "deadline_at", "stuck", "why"));
    }

    @Command(
            name = "tasks",
            description = "Durable tasks and deadlines, what is stuck first.",
            mixinStandardHelpOptions = true)
    int tasks(
            @Mixin StaffOptions options,
            @Option(names = "--stuck", description = "Only what does not look as if it would be done by itself.")
                    boolean stuck,
            @Mixin RowLimit limit) {
        return options.showRows(
                TASKS,
                Map.of("stuck", stuck),
                limit.rows(),
                (printer, rows) ->
                        printer.rows(rows, "name", "instance", "due_at", "running", "failures", "stuck", "why"));
    }

    @Command(
            name = "retry",
            description = "Has the work that a process waits for done now.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "PROCESS", description = "The id of the process.") String id,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask(PROCESSES + "/" + encoded(id) + "/retry", Map.of("reason", reason));
    }

    @Command(
            name = "compensate",
            description = "Ends the patience of a process, so that it gives back what it took.",
            mixinStandardHelpOptions = true)
    int compensate(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "PROCESS", description = "The id of the process.") String id,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask(PROCESSES + "/" + encoded(id) + "/compensate", Map.of("reason", reason));
    }

    @Command(name = "retry-task", description = "Has a durable task done now.", mixinStandardHelpOptions = true)
    int retryTask(
            @Mixin StaffOptions options,
            @Parameters(index = "0", paramLabel = "NAME", description = "What kind of task it is.") String name,
            @Parameters(index = "1", paramLabel = "INSTANCE", description = "Which of its kind.") String instance,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask(TASKS + "/" + encoded(name) + "/" + encoded(instance) + "/retry", Map.of("reason", reason));
    }

    @Command(
            name = "reconcile",
            description = "Has the hosts compared with the events now.",
            mixinStandardHelpOptions = true)
    int reconcile(
            @Mixin StaffOptions options,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason) {
        return options.ask("/api/support/reconciliations", Map.of("reason", reason));
    }

    @Command(
            name = "findings",
            description = "Where hosts and events differed, the newest first.",
            mixinStandardHelpOptions = true)
    int findings(@Mixin StaffOptions options, @Mixin RowLimit limit) {
        return options.showRows(
                "/api/support/findings",
                Map.of(),
                limit.rows(),
                (printer, rows) -> printer.rows(rows, "at", "kind", "vps_id", "host_id", "message"));
    }
}
