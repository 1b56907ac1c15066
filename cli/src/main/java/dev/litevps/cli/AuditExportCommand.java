package dev.litevps.cli;

import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a store and its seals to files, which can be verified without the server. */
@Command(
        name = "export",
        description = "Writes all events and their seals to files, to be verified without the server: events.ndjson,"
                + " leaves.ndjson, checkpoints.txt and public.pem.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
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

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        ObjectNode written = JSON.createObjectNode();
        try (ServerSeals source = new ServerSeals(server.connectWithCredentials())) {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(CHECKPOINTS),
                    source.checkpoints().stream().map(SignedNote::encoded).collect(Collectors.joining("\n")));
            Files.writeString(
                    folder.resolve(KEYS),
                    source.keys().stream().map(SealKey::pem).collect(Collectors.joining()));
            written.put("checkpoints", source.checkpoints().size());
            written.put(
                    "leaves",
                    LineCopy.copy(source.leaves(), folder.resolve(LEAVES), bar("sealed hashes", source.size())));
            written.put("events", LineCopy.copy(source.events(), folder.resolve(EVENTS), bar("events", source.size())));
        } catch (IOException broken) {
            throw new CommandFailure(
                    ExitStatus.FAILED,
                    "Not everything could be written to " + folder + ": " + broken.getMessage() + ".");
        }
        report(written);
        return ExitStatus.DONE;
    }

    private void report(ObjectNode written) {
        Path events = folder.resolve(EVENTS);
        Path checkpoints = folder.resolve(CHECKPOINTS);
        Path leaves = folder.resolve(LEAVES);
        Path keys = folder.resolve(KEYS);
        PrintWriter out = spec.commandLine().getOut();
        switch (output.form()) {
            case JSON ->
                out.println(written.put("events_file", events.toString())
                        .put("leaves_file", leaves.toString())
                        .put("checkpoints_file", checkpoints.toString())
                        .put("keys_file", keys.toString()));
            case TABLE ->
                out.printf(
                        "Verify it with: %s client audit verify --file %s --checkpoint %s --leaves %s --key %s%n",
                        LiteVpsCommand.launcher(), events, checkpoints, leaves, keys);
        }
        out.flush();
    }

    private ProgressBar bar(String what, long size) {
        return ProgressBar.on(spec.commandLine().getErr(), what, size);
    }
}
