package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.StoredEvent;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A line of a statement stands for up to sixty events: all of them are proven, and that they make the line. */
@Command(
        name = "line",
        description = "Verifies a line of a statement: each of its events is sealed, and together they add up to it.",
        mixinStandardHelpOptions = true)
final class AuditProofLineCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVENTS = "/api/audit/events?";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public keys, in PEM or as verifier keys; the server is asked for them if none are given.")
    private @Nullable List<Path> keys;

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The id of the account.")
    private String account = "";

    @Parameters(index = "1", paramLabel = "MONTH", description = "Such as 2026-11, in UTC.")
    private String month = "";

    @Parameters(index = "2", paramLabel = "LINE", description = "Which line of the statement; the first is 1.")
    private int number;

    /** What was proven. */
    private record Proven(
            Set<String> events, LineShare sum, @Nullable Checkpoint checkpoint) {}

    @Override
    public Integer call() {
        if (number < 1) {
            throw new ParameterException(spec.commandLine(), "The first line is number 1.");
        }
        try (ApiClient client = server.connectWithCredentials()) {
            JsonNode line = line(client);
            print(line, proven(client, line));
            return ExitStatus.DONE;
        } catch (IllegalArgumentException wrong) {
            throw refused(String.valueOf(wrong.getMessage()));
        }
    }

    private JsonNode line(ApiClient client) {
        JsonNode statement = StaffOptions.required(client.get(
                "/api/audit/accounts/" + encoded(account) + "/statements/" + encoded(month) + "?format=json"));
        JsonNode line = statement.path("lines").path(number - 1);
        if (!line.path("events_path").asString("").startsWith(EVENTS)) {
            throw new CommandFailure(
                    ExitStatus.FAILED,
                    "The statement has no line %d with events: it has %d lines."
                            .formatted(number, statement.path("lines").size()));
        }
        return line;
    }

    private Proven proven(ApiClient client, JsonNode line) {
        Set<String> events = new LinkedHashSet<>();
        LineShare sum = LineShare.NOTHING;
        Checkpoint checkpoint = null;
        for (JsonNode listed : client.list(line.path("events_path").asString(""))) {
            InclusionProof proof =
                    AuditProofCommand.proofOf(client, listed.path("event_id").asString(""));
            checkpoint = proof.verify(AuditProofCommand.keys(client, keys, proof));
            StoredEvent event = proof.event();
            Optional<LineShare> share = LineShare.of(event, account, line);
            // Twice the same event would add up to what one of another amount does.
            if (share.isPresent() && events.add(event.eventId())) {
                sum = sum.plus(share.get());
            }
        }
        demandTheLine(line, events, sum);
        return new Proven(events, sum, checkpoint);
    }

    private static void demandTheLine(JsonNode line, Set<String> events, LineShare sum) {
        long count = line.path("event_count").asLong(0);
        long micros = line.path("amount_micros").asLong(0);
        long minutes = line.path("kind").asString("").equals("charge")
                ? line.path("minutes").asLong(0)
                : 0;
        if (events.size() != count) {
            throw new IllegalArgumentException(
                    "it names %d events, and %d have a part in it".formatted(count, events.size()));
        }
        if (sum.micros() != micros) {
            throw new IllegalArgumentException(
                    "it says %d micro-dollars, and its events add up to %d".formatted(micros, sum.micros()));
        }
        if (sum.minutes() != minutes) {
            throw new IllegalArgumentException(
                    "it says %d minutes, and its events have %d".formatted(minutes, sum.minutes()));
        }
    }

    private void print(JsonNode line, Proven proven) {
        String description = line.path("description").asString("");
        Checkpoint checkpoint = proven.checkpoint();
        switch (output.form()) {
            case JSON -> {
                ObjectNode json = named(true)
                        .put("description", description)
                        .put("amount_micros", proven.sum().micros());
                ArrayNode events = json.putArray("event_ids");
                proven.events().forEach(events::add);
                spec.commandLine()
                        .getOut()
                        .println(json.put("checkpoint_size", checkpoint == null ? 0 : checkpoint.size()));
            }
            case TABLE ->
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "PROVEN: line %d of %s, %s: each of its %d events is sealed, and they add up to %,d micro-dollars.%n",
                                number,
                                month,
                                description,
                                proven.events().size(),
                                proven.sum().micros());
        }
        spec.commandLine().getOut().flush();
    }

    private CommandFailure refused(String reason) {
        if (output.form() == OutputForm.JSON) {
            spec.commandLine().getOut().println(named(false).put("reason", reason));
            spec.commandLine().getOut().flush();
        }
        return new CommandFailure(
                ExitStatus.TAMPERED, "Line %d of %s is not proven: %s.".formatted(number, month, reason));
    }

    private ObjectNode named(boolean isProven) {
        return JSON.createObjectNode()
                .put("proven", isProven)
                .put("account_id", account)
                .put("month", month)
                .put("line", number);
    }
}
