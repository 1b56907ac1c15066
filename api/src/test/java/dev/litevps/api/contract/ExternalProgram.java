package dev.litevps.api.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test runs to its end, or ends. */
record ExternalProgram(int exitCode, String output) {

    /** Runs it in the folder; what it prints, on either stream, goes through a file there. */
    static ExternalProgram run(Path folder, Duration patience, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "program", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError(
                        "%s did not end within %s; it printed:%n%s".formatted(command, patience, printed));
            }
            return new ExternalProgram(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }
}
