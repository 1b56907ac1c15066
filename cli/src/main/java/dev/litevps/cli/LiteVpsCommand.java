package dev.litevps.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code litevps} command with its subcommands, and the one place that turns failures into sentences and exit codes. */
@Command(
        name = "litevps",
        description = "Small virtual machines by the minute: the client of a LiteVPS server.",
        mixinStandardHelpOptions = true,
        versionProvider = LiteVpsCommand.Version.class,
        subcommands = {
            DemoCommand.class,
            AuditCommand.class,
            SupportCommand.class,
            AccountCommand.class,
            StaffCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the server refused or failed",
            "2:wrong usage",
            "3:no server answers at the URL",
            "4:wrong e-mail, password or token",
            "5:the balance is too low",
            "6:the server took too long",
            "7:events or seals were tampered with",
            "130:stopped by Ctrl-C"
        })
public final class LiteVpsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command, ready to be executed; the caller may redirect its output. */
    static CommandLine commandLine() {
        return new CommandLine(new LiteVpsCommand())
                .setCommandName("litevps")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(LiteVpsCommand::report);
    }

    /** How the user starts the launcher, for messages that name a command to type. */
    static String launcher() {
        return Objects.requireNonNullElse(System.getenv("LITEVPS_COMMAND"), "./litevps");
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    private static int report(Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof CommandFailure expected) {
            commandLine.getErr().println("litevps: " + expected.getMessage());
            commandLine.getErr().flush();
            return expected.exitStatus();
        }
        throw failure;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LiteVpsCommand.class.getPackage().getImplementationVersion();
            return new String[] {"litevps " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
