package dev.litevps.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What auditors do. */
@Command(
        name = "audit",
        description = "For auditors: what happened, and the proof that no event was altered, removed, moved or added.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditHistoryCommand.class,
            AuditPastCommand.class,
            AuditVerifyCommand.class,
            AuditExportCommand.class,
            AuditProofCommand.class
        })
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
