package dev.litevps.cli;

import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a store and its seals to files, which can be verified without the server. */
@Command(
        name = "export",
        description = "Writes all events and their seals to files, to be verified without the server: events.ndjson,"
                + " leaves.ndjson, checkpoints.txt and public.pem.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

    private static final String EVENTS = "events.ndjson";
    private static final String LEAVES = "leaves.ndjson";
    private static final String CHECKPOINTS = "checkpoints.txt";
    private static final String KEYS = "public.pem";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to write the files (default: the working folder).")
    private Path folder = Path.of(".");

    @Override
    public Integer call() {
        try (ServerSeals source = new ServerSeals(server.connectWithCredentials())) {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(CHECKPOINTS),
                    source.checkpoints().stream().map(SignedNote::encoded).collect(Collectors.joining("\n")));
            Files.writeString(
                    folder.resolve(KEYS),
                    source.keys().stream().map(SealKey::pem).collect(Collectors.joining()));
            copy(source.leaves(), folder.resolve(LEAVES));
            copy(source.events(), folder.resolve(EVENTS));
        } catch (IOException broken) {
            throw new CommandFailure(
                    ExitStatus.FAILED,
                    "Not everything could be written to " + folder + ": " + broken.getMessage() + ".");
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "Verify it with: %s client audit verify --file %s --checkpoint %s --leaves %s --key %s%n",
                        LiteVpsCommand.launcher(),
                        folder.resolve(EVENTS),
                        folder.resolve(CHECKPOINTS),
                        folder.resolve(LEAVES),
                        folder.resolve(KEYS));
        return ExitStatus.DONE;
    }

    private static void copy(InputStream content, Path file) throws IOException {
        try (content) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
