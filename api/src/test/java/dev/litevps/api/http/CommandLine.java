package dev.litevps.api.http;

import dev.litevps.cli.LiteVpsCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What somebody types behind {@code ./litevps client}, in a process of its own as there. */
public final class CommandLine {

    private final String url;
    private final String token;

    /** Typed by who has this client's token. */
    public CommandLine(Server server, Client client) {
        this.url = server.url();
        this.token = client.token();
    }

    /** What came of a command. */
    public record Result(int exitCode, String output) {}

    /** Runs it to its end; errors are part of what is put out. */
    public Result run(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LiteVpsCommand.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LITEVPS_URL", url);
        builder.environment().put("LITEVPS_TOKEN", token);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
