package dev.litevps.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Quick Start of the API against a running server, step by step. */
@Command(
        name = "demo",
        description =
                "Logs in, creates a VPS, waits until it runs, runs a command in it and destroys it; shows each step"
                        + " with the curl line that does the same. It leaves nothing behind, also when it fails or is stopped.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--command",
            paramLabel = "COMMAND",
            defaultValue = "uname -a",
            description = "What to run in the VPS (default: ${DEFAULT-VALUE}).")
    private String command = "uname -a";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long the VPS may take to run (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 300;

    @Override
    public Integer call() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "The timeout is at least 1 second.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (ApiClient client = server.connect()) {
            Demo demo = new Demo(client, new StepPrinter(client.baseUrl(), out), Duration.ofSeconds(timeoutSeconds));
            demo.run(server.email(), server.password(), command);
        }
        return ExitStatus.DONE;
    }
}
