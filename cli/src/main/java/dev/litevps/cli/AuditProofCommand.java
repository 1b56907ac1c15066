package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.SealKey;
import java.io.IOException;
import java.io.PrintWriter;
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
        description = "Fetches and verifies proofs that events are in the store.",
        mixinStandardHelpOptions = true,
        subcommands = AuditProofLineCommand.class)
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
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FORM",
                            defaultValue = "JSON",
                            description = "json (default), which can be verified, or table.")
                    OutputForm output,
            @Parameters(paramLabel = "EVENT", description = "The id of the event.") String id) {
        PrintWriter out = spec.commandLine().getOut();
        try (ApiClient client = from.connectWithCredentials()) {
            JsonNode answer = proofAnswer(client, id);
            demandThatItIsOf(id, SealLines.proof(answer), new ProofPrinter(out, OutputForm.TABLE));
            if (output == OutputForm.JSON) {
                out.println(answer);
                out.flush();
            } else {
                new AnswerPrinter(out, output).one(answer);
            }
        }
        return ExitStatus.DONE;
    }

    @Command(
            name = "verify",
            description = "Verifies the proof of an event, of a server or of a file.",
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin ServerOptions from,
            @Mixin OutputOption output,
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
        ProofPrinter printer = new ProofPrinter(spec.commandLine().getOut(), output.form());
        if (file != null) {
            if (keys == null) {
                throw new ParameterException(spec.commandLine(), "A file is verified with --key.");
            }
            InclusionProof proof = SealLines.proof(read(file));
            return verify(proof, id, SealKeyFiles.read(keys, List.of(proof.checkpoint())), printer);
        }
        try (ApiClient client = from.connectWithCredentials()) {
            InclusionProof proof = SealLines.proof(proofAnswer(client, String.valueOf(id)));
            return verify(proof, id, keys(client, keys, List.of(proof)), printer);
        }
    }

    /** The keys in the files, or those that the server names if there are none. */
    static List<SealKey> keys(ApiClient client, @Nullable List<Path> files, List<InclusionProof> proofs) {
        return files == null
                ? ServerSeals.keys(client)
                : SealKeyFiles.read(
                        files, proofs.stream().map(InclusionProof::checkpoint).toList());
    }

    private static int verify(InclusionProof proof, @Nullable String asked, List<SealKey> keys, ProofPrinter printer) {
        if (asked != null) {
            demandThatItIsOf(asked, proof, printer);
        }
        try {
            printer.proven(proof.event(), proof.verify(keys));
            return ExitStatus.DONE;
        } catch (IllegalArgumentException wrong) {
            throw printer.refused(proof.event().eventId(), String.valueOf(wrong.getMessage()));
        }
    }

    /** What holds of another event says nothing of the one that was asked for. */
    private static void demandThatItIsOf(String id, InclusionProof proof, ProofPrinter printer) {
        String named = proof.event().eventId();
        if (!id.equals(named)) {
            throw printer.refused(id, "the proof is one of event " + named);
        }
    }

    /** The server's proof of an event, not verified yet; {@link IllegalArgumentException} if it is one of another event. */
    static InclusionProof proofOf(ApiClient client, String id) {
        InclusionProof proof = SealLines.proof(proofAnswer(client, id));
        if (!proof.event().eventId().equals(id)) {
            throw new IllegalArgumentException("the proof of event " + id + " is one of another");
        }
        return proof;
    }

    private static JsonNode proofAnswer(ApiClient client, String id) {
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
