package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Proofs that one event, word for word, is in the store whose checkpoint was signed. */
@Command(
        name = "proof",
        description = "Fetches and verifies the proof that one event is in the store.",
        mixinStandardHelpOptions = true)
final class AuditProofCommand implements Runnable {

    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    @Command(
            name = "fetch",
            description = "Prints the proof of an event, to be kept and verified without the server.",
            mixinStandardHelpOptions = true)
    int fetch(
            @Mixin ServerOptions from,
            @Parameters(paramLabel = "EVENT", description = "The id of the event.") String id) {
        try (ApiClient client = from.connectWithCredentials()) {
            JsonNode answer = proofOf(client, id);
            proof(answer, id);
            spec.commandLine().getOut().println(answer);
            spec.commandLine().getOut().flush();
        }
        return ExitStatus.DONE;
    }

    @Command(
            name = "verify",
            description = "Verifies the proof of an event, of a server or of a file.",
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin ServerOptions from,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "EVENT",
                            description = "The id of the event; with --file, the one that the proof must be of.")
                    @Nullable
                    String id,
            @Option(names = "--file", paramLabel = "FILE", description = "A proof that was fetched.") @Nullable
                    Path file,
            @Option(names = "--key", paramLabel = "FILE", description = "The public keys, in PEM or as verifier keys.")
                    @Nullable
                    List<Path> keys) {
        if (id == null && file == null) {
            throw new ParameterException(spec.commandLine(), "Give the id of an event, or --file, or both.");
        }
        if (file != null) {
            if (keys == null) {
                throw new ParameterException(spec.commandLine(), "A file is verified with --key.");
            }
            return verify(proof(read(file), id), null, keys);
        }
        try (ApiClient client = from.connectWithCredentials()) {
            return verify(proof(proofOf(client, String.valueOf(id)), id), client, keys);
        }
    }

    private int verify(InclusionProof proof, @Nullable ApiClient client, @Nullable List<Path> files) {
        List<SealKey> keys;
        if (files != null) {
            keys = SealKeyFiles.read(files, List.of(proof.checkpoint()));
        } else {
            keys = client == null
                    ? List.of()
                    : client.list("/api/audit/seal/keys").stream()
                            .map(row -> SealKey.ofVerifierKey(
                                    row.path("verifier_key").asString("")))
                            .toList();
        }
        StoredEvent event = proof.event();
        try {
            Checkpoint checkpoint = proof.verify(keys);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "PROVEN: event %s, position %d, number %d of %s, of %s, is among the %d that %s had sealed at %s.%n",
                            event.eventId(),
                            event.position(),
                            event.sequence(),
                            event.aggregateId(),
                            event.timestamp(),
                            checkpoint.size(),
                            checkpoint.origin(),
                            checkpoint.at());
            spec.commandLine().getOut().println(new String(event.payload(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            return ExitStatus.DONE;
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(
                    ExitStatus.TAMPERED, "Event " + event.eventId() + " is not proven: " + wrong.getMessage() + ".");
        }
    }

    /** A proof, which is one of the event that was asked for: what holds of another event says nothing of this one. */
    private static InclusionProof proof(JsonNode answer, @Nullable String asked) {
        InclusionProof proof = SealLines.proof(answer);
        String named = proof.event().eventId();
        if (asked != null && !asked.equals(named)) {
            throw new CommandFailure(
                    ExitStatus.TAMPERED, "Event " + asked + " is not proven: the proof is one of event " + named + ".");
        }
        return proof;
    }

    private static JsonNode proofOf(ApiClient client, String id) {
        Exchange answer = client.get("/api/audit/events/" + encoded(id) + "/proof");
        if (!answer.isSuccess()) {
            throw answer.failure();
        }
        return answer.answer();
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw ExportedSeals.unreadable(file);
        } catch (JacksonException notJson) {
            throw new CommandFailure(ExitStatus.FAILED, "This is no proof of an event.");
        }
    }
}
