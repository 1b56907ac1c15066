package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

/** What was known at a time that is past. */
@Command(
        name = "past",
        description = "What was known at a time, made of the events that had happened by then.",
        mixinStandardHelpOptions = true)
final class AuditPastCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** Until when. */
    static final class Moment {

        @Option(
                names = "--as-of",
                paramLabel = "MOMENT",
                description = "The position of an event, or a time such as 2026-11-01T00:00:00Z; now without it.")
        private @Nullable String asOf;

        String path(String path) {
            return path(path, null);
        }

        String path(String path, @Nullable Integer limit) {
            Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
            parameters.put("as_of", asOf);
            parameters.put("limit", limit);
            return StaffOptions.path(path, parameters);
        }
    }

    @Command(name = "vps", description = "A VPS as it was.", mixinStandardHelpOptions = true)
    int vps(
            @Mixin StaffOptions options,
            @Mixin Moment moment,
            @Parameters(paramLabel = "VPS", description = "The id of the VPS.") String id) {
        return options.show(moment.path("/api/audit/vps/" + encoded(id)), AnswerPrinter::one);
    }

    @Command(name = "balance", description = "The balance of an account as it was.", mixinStandardHelpOptions = true)
    int balance(
            @Mixin StaffOptions options,
            @Mixin Moment moment,
            @Parameters(paramLabel = "ACCOUNT", description = "The id of the account.") String id) {
        return options.show(moment.path("/api/audit/accounts/" + encoded(id) + "/balance"), AnswerPrinter::one);
    }

    @Command(
            name = "ledger",
            description = "The entries of an account's ledger as they were, the newest first.",
            mixinStandardHelpOptions = true)
    int ledger(
            @Mixin StaffOptions options,
            @Mixin Moment moment,
            @Mixin RowLimit limit,
            @Parameters(paramLabel = "ACCOUNT", description = "The id of the account.") String id) {
        try (ApiClient client = options.server().connectWithCredentials()) {
            return options.showSome(
                    entries(
                            client,
                            moment,
                            "/api/audit/accounts/" + encoded(id) + "/ledger",
                            options.page(limit.rows()),
                            limit.rows() + 1L),
                    limit.rows(),
                    (printer, rows) ->
                            printer.rows(rows, "at", "kind", "amount", "balance_after", "reason", "event_id"));
        }
    }

    /** In pages of one and the same moment: entries that come meanwhile must move no other into the next page. */
    private static List<JsonNode> entries(ApiClient client, Moment moment, String path, int page, long atLeast) {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode answer = StaffOptions.required(client.get(moment.path(path, page)));
        while (true) {
            answer.path("entries").valueStream().forEach(entries::add);
            if (entries.size() >= atLeast || answer.path("entries").size() < page) {
                return entries;
            }
            Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
            parameters.put("as_of", answer.path("position").asLong(0));
            parameters.put("limit", page);
            parameters.put("offset", entries.size());
            answer = StaffOptions.required(client.get(StaffOptions.path(path, parameters)));
        }
    }

    @Command(name = "address", description = "Who had an address.", mixinStandardHelpOptions = true)
    int address(
            @Mixin StaffOptions options,
            @Mixin Moment moment,
            @Parameters(paramLabel = "ADDRESS", description = "The address.") String address) {
        return options.show(moment.path("/api/audit/addresses/" + encoded(address)), AnswerPrinter::one);
    }

    @Command(name = "token", description = "An access token as it was.", mixinStandardHelpOptions = true)
    int token(
            @Mixin StaffOptions options,
            @Mixin Moment moment,
            @Parameters(paramLabel = "TOKEN", description = "The id of the token.") String id) {
        return options.show(moment.path("/api/audit/tokens/" + encoded(id)), AnswerPrinter::one);
    }
}
