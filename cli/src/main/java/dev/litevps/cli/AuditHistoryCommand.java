package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;
import static dev.litevps.cli.StaffOptions.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What happened, who did it, and what it cost. */
@Command(
        name = "history",
        description = "What happened, and who did it.",
        mixinStandardHelpOptions = true,
        subcommands = AuditHistoryExportCommand.class)
final class AuditHistoryCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** How much of a life is shown. */
    static final class Length {

        @Option(names = "--limit", defaultValue = "1000", description = "How many moments at most; 1000 by default.")
        private int limit = 1_000;
    }

    @Command(name = "events", description = "Events, the newest first, or the oldest.", mixinStandardHelpOptions = true)
    int events(
            @Mixin StaffOptions options,
            @Mixin EventFilter filter,
            @Mixin RowLimit limit,
            @Option(names = "--order", paramLabel = "ORDER", description = "asc for the oldest first; desc without it.")
                    @Nullable
                    String order) {
        Map<String, @Nullable Object> parameters = filter.parameters();
        parameters.put("order", order);
        return options.showRows(
                "/api/audit/events",
                parameters,
                limit.rows(),
                (printer, rows) -> printer.rows(
                        rows, "position", "at", "type", "aggregate_id", "actor", "role", "request_id", "event_id"));
    }

    @Command(
            name = "event",
            description = "One event, with what caused it and what it caused.",
            mixinStandardHelpOptions = true)
    int event(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "EVENT", description = "The id of the event.") String id) {
        return options.show("/api/audit/events/" + encoded(id), AnswerPrinter::one);
    }

    @Command(name = "vps", description = "The life of a VPS, in words.", mixinStandardHelpOptions = true)
    int vps(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "VPS", description = "The id of the VPS.") String id,
            @Mixin Length length) {
        return timeline(options, "/api/audit/vps/" + encoded(id) + "/timeline", length);
    }

    @Command(name = "account", description = "The life of an account, in words.", mixinStandardHelpOptions = true)
    int account(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "ACCOUNT", description = "The id of the account.") String id,
            @Mixin Length length) {
        return timeline(options, "/api/audit/accounts/" + encoded(id) + "/timeline", length);
    }

    private static int timeline(StaffOptions options, String path, Length length) {
        return options.showRows(
                path,
                Map.of(),
                length.limit,
                (printer, rows) -> printer.rows(rows, "at", "sentence", "actor", "changes"));
    }

    @Command(
            name = "statement",
            description = "The statement of an account for a month, whose sum is proven by the events.",
            mixinStandardHelpOptions = true)
    int statement(
            @Mixin StaffOptions options,
            @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The id of the account.") String account,
            @Parameters(index = "1", paramLabel = "MONTH", description = "Such as 2026-11, in UTC.") String month,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "json",
                            description = "json (default), csv or pdf.")
                    String format,
            @Option(names = "--to", paramLabel = "FILE", description = "Where to write it.") @Nullable Path file) {
        String path = path(
                "/api/audit/accounts/" + encoded(account) + "/statements/" + encoded(month), Map.of("format", format));
        if (file == null) {
            if (!"json".equals(format)) {
                throw new ParameterException(spec.commandLine(), "Say with --to where to write it.");
            }
            return options.show(path, AnswerPrinter::one);
        }
        try (ApiClient client = options.server().connectWithCredentials();
                InputStream content = client.open(path)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new CommandFailure(
                    ExitStatus.FAILED,
                    "The statement could not be written to " + file + ": " + broken.getMessage() + ".");
        }
        return ExitStatus.DONE;
    }
}
