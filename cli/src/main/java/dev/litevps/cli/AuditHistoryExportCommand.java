package dev.litevps.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Part of the history in lines, as it comes: however many events these are, one is in memory. */
@Command(
        name = "export",
        description =
                "Events as they are stored, the oldest first, with a line of JSON for each. They are found by an index that"
                        + " may lack the newest, and what was put aside: audit export has all.",
        mixinStandardHelpOptions = true)
final class AuditHistoryExportCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StaffOptions options = new StaffOptions();

    @Mixin
    private EventFilter filter = new EventFilter();

    @Option(
            names = "--after",
            paramLabel = "POSITION",
            description = "Behind this position, where an export that broke off goes on.")
    private @Nullable Long after;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where to write them, and to say how many they are; the standard output without it.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        Map<String, @Nullable Object> parameters = filter.parameters();
        parameters.put("after", after);
        Path target = file;
        try (ApiClient client = options.server().connectWithCredentials();
                BufferedReader lines = lines(client.open(StaffOptions.path("/api/audit/events/export", parameters)))) {
            if (target == null) {
                copy(lines, spec.commandLine().getOut());
            } else {
                write(lines, target);
            }
        } catch (IOException broken) {
            throw new CommandFailure(
                    ExitStatus.FAILED, "The events could not be written: " + broken.getMessage() + ".");
        }
        return ExitStatus.DONE;
    }

    private void write(BufferedReader lines, Path target) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(target))) {
            Copied copied = copy(lines, out);
            options.printer()
                    .one(JSON.createObjectNode()
                            .put("file", target.toString())
                            .put("events", copied.count())
                            .put("last_position", copied.lastPosition()));
        }
    }

    /** How many lines were copied, and where the last of them was; null if there were none and nobody said where to begin. */
    private record Copied(long count, @Nullable Long lastPosition) {}

    private Copied copy(BufferedReader lines, PrintWriter out) throws IOException {
        long count = 0;
        String last = null;
        for (String line = next(lines, null); line != null; line = next(lines, last)) {
            out.print(line + "\n");
            count++;
            last = line;
        }
        out.flush();
        if (out.checkError()) {
            throw new IOException("not all of them were taken");
        }
        return new Copied(count, position(last));
    }

    private @Nullable String next(BufferedReader lines, @Nullable String last) {
        try {
            return lines.readLine();
        } catch (IOException broken) {
            Long position = position(last);
            throw new CommandFailure(
                    ExitStatus.UNREACHABLE,
                    "The server broke off its answer"
                            + (position == null ? "." : "; go on behind it with --after " + position + "."));
        }
    }

    private @Nullable Long position(@Nullable String line) {
        try {
            JsonNode position = line == null
                    ? MissingNode.getInstance()
                    : JSON.readTree(line).path("position");
            return position.isIntegralNumber() ? Long.valueOf(position.longValue()) : after;
        } catch (JacksonException notJson) {
            return after;
        }
    }

    private static BufferedReader lines(InputStream content) {
        return new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
    }
}
