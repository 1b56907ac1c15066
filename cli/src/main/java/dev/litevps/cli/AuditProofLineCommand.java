package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.StoredEvent;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
    private record Proven(LineClaim claim, Set<String> events, LineShare sum, Checkpoint checkpoint) {}

    @Override
    public Integer call() {
        if (number < 1) {
            throw new ParameterException(spec.commandLine(), "The first line is number 1.");
        }
        try (ApiClient client = server.connectWithCredentials()) {
            JsonNode line = line(client);
            print(proven(client, line));
            return ExitStatus.DONE;
        } catch (IllegalArgumentException | DateTimeException wrong) {
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
        LineClaim claim = LineClaim.of(line, account, YearMonth.parse(month));
        List<InclusionProof> proofs = client.list(line.path("events_path").asString("")).stream()
                .map(listed -> AuditProofCommand.proofOf(
                        client, listed.path("event_id").asString("")))
                .toList();
        List<SealKey> trusted = AuditProofCommand.keys(client, keys, proofs);
        Set<String> events = new LinkedHashSet<>();
        LineShare sum = LineShare.NOTHING;
        Checkpoint checkpoint = null;
        for (InclusionProof proof : proofs) {
            checkpoint = proof.verify(trusted);
            StoredEvent event = proof.event();
            Optional<LineShare> share = claim.shareOf(event);
            // Twice the same event would add up to what one of another amount does.
            if (share.isPresent() && events.add(event.eventId())) {
                sum = sum.plus(share.get());
            }
        }
        claim.require(events.size(), sum);
        return new Proven(claim, events, sum, Objects.requireNonNull(checkpoint));
    }

    private void print(Proven proven) {
        switch (output.form()) {
            case JSON -> {
                ObjectNode json = named(true)
                        .put("claim", proven.claim().inWords())
                        .put("amount_micros", proven.sum().micros());
                ArrayNode events = json.putArray("event_ids");
                proven.events().forEach(events::add);
                spec.commandLine()
                        .getOut()
                        .println(json.put("checkpoint_size", proven.checkpoint().size()));
            }
            case TABLE ->
                spec.commandLine()
                        .getOut()
                        .printf(
                                Locale.ROOT,
                                "PROVEN: line %d of %s, %s: each of its %d events is sealed, and they add up to %,d micro-dollars.%n",
                                number,
                                month,
                                proven.claim().inWords(),
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
