package dev.litevps.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Completion for the shells that people type in. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in bash and zsh: source <(… completion).",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--name", defaultValue = "litevps", description = "What is typed (default: ${DEFAULT-VALUE}).")
    private String name = "litevps";

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash(name, typed()));
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE;
    }

    /**
     * What people type is the launcher: it has commands of its own, and hands all others to the client, whose commands may also be
     * written behind {@code client}. That comes last: the script tries the commands from the last one on, and both have the
     * same words behind them.
     */
    private static CommandLine typed() {
        CommandLine launcher = LiteVpsCommand.commandLine();
        CommandSpec up = CommandSpec.create()
                .addOption(OptionSpec.builder("--port")
                        .paramLabel("N")
                        .type(int.class)
                        .build())
                .addOption(OptionSpec.builder("--data")
                        .paramLabel("DIR")
                        .type(String.class)
                        .build())
                .addOption(OptionSpec.builder("--hypervisor")
                        .paramLabel("KIND")
                        .type(String.class)
                        .completionCandidates(List.of("simulated", "libvirt"))
                        .build());
        launcher.getCommandSpec().addSubcommand("up", up);
        for (String own : List.of("host-setup", "test", "bench", "help")) {
            launcher.getCommandSpec().addSubcommand(own, CommandSpec.create());
        }
        return launcher.addSubcommand("client", LiteVpsCommand.commandLine());
    }
}
