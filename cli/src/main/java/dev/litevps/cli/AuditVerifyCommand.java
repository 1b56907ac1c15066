package dev.litevps.cli;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SealVerifier;
import dev.litevps.events.seal.SealedLeaf;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.StoredEvent;
import dev.litevps.events.seal.Verdict;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies a whole store: that of a server, or one that was exported. */
@Command(
        name = "verify",
        description =
                "Reads all events, of a server or of files, and holds them against the signed checkpoints; names the first"
                        + " event that was altered, removed, moved or added.",
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Events that were exported, instead of those of a server.")
    private @Nullable Path file;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "The checkpoints that were exported with them.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--leaves",
            paramLabel = "FILE",
            description =
                    "The sealed hashes that were exported with them: without these, it is told between which checkpoints"
                            + " something is wrong, but not always with which event.")
    private @Nullable Path leaves;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The public keys, in PEM or as verifier keys; of a server, it is asked for them if none are given.")
    private List<Path> keys = List.of();

    @Option(
            names = "--witness",
            paramLabel = "FILE",
            description =
                    "Checkpoints that were kept elsewhere: what was removed together with its seals is found by them.")
    private List<Path> witnesses = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "TABLE",
            description = "json or table (default).")
    private OutputForm output = OutputForm.TABLE;

    @Override
    public Integer call() {
        try (SealSource source = source()) {
            List<SignedNote> checkpoints = source.checkpoints();
            List<SignedNote> witnessed = witnesses.stream()
                    .flatMap(one -> ExportedSeals.notes(one).stream())
                    .toList();
            Verdict verdict = verify(source, checkpoints, witnessed, knownKeys(source, checkpoints, witnessed));
            new VerdictPrinter(spec.commandLine().getOut(), output).print(verdict);
            return verdict.isIntact() ? ExitStatus.DONE : ExitStatus.TAMPERED;
        }
    }

    private SealSource source() {
        if (file == null) {
            return new ServerSeals(server.connectWithCredentials());
        }
        if (checkpoint == null || keys.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Files are verified with --checkpoint and --key; audit export writes both.");
        }
        return new ExportedSeals(file, checkpoint, leaves);
    }

    private List<SealKey> knownKeys(SealSource source, List<SignedNote> checkpoints, List<SignedNote> witnessed) {
        if (!keys.isEmpty()) {
            return SealKeyFiles.read(
                    keys,
                    Stream.concat(checkpoints.stream(), witnessed.stream()).toList());
        }
        spec.commandLine()
                .getErr()
                .println("litevps: The keys are those that the server names; keep them, and give them with --key.");
        return source.keys();
    }

    private Verdict verify(
            SealSource source, List<SignedNote> checkpoints, List<SignedNote> witnessed, List<SealKey> known) {
        ProgressBar progress =
                ProgressBar.on(spec.commandLine().getErr(), "events", checkpoints.isEmpty() ? 0 : size(checkpoints));
        InputStream hashes = source.leaves();
        try (SealLines<SealedLeaf> sealed = hashes == null ? null : SealLines.leaves(hashes);
                SealLines<StoredEvent> events = SealLines.events(source.events())) {
            SealVerifier verifier = new SealVerifier(checkpoints, witnessed, known, sealed);
            while (events.hasNext()) {
                verifier.accept(events.next());
                progress.at(verifier.events());
            }
            Verdict verdict = verifier.finish();
            return Damage.added(verdict, events.damaged(), sealed == null ? List.of() : sealed.damaged());
        } finally {
            progress.end();
        }
    }

    private static long size(List<SignedNote> checkpoints) {
        try {
            return Checkpoint.parse(checkpoints.getLast().text()).size();
        } catch (IllegalArgumentException unreadable) {
            return 0;
        }
    }
}
