package dev.litevps.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Other programs of this machine, run to their end. */
final class Programs {

    private Programs() {}

    /** What the program printed; {@link IOException} with it if the program failed. */
    static String run(List<String> words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (await(process) != 0) {
            throw new IOException(String.join(" ", words) + " failed: " + output.strip());
        }
        return output;
    }

    /** How the program ended; what it printed is dropped. */
    static int exitCode(List<String> words) throws IOException {
        return await(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Whether there is such a program on the path. */
    static boolean exists(String name) throws IOException {
        return exitCode(List.of("sh", "-c", "command -v " + name)) == 0;
    }

    private static int await(Process process) throws InterruptedIOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while a program ran");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
