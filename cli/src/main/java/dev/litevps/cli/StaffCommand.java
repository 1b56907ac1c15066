package dev.litevps.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who may audit, support and operate. */
@Command(
        name = "staff",
        description = "For operators: who may audit, support and operate.",
        mixinStandardHelpOptions = true)
final class StaffCommand implements Runnable {

    private static final String STAFF = "/api/admin/staff";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    @Command(name = "list", description = "All of the staff.", mixinStandardHelpOptions = true)
    int list(@Mixin StaffOptions options) {
        return options.show(
                STAFF, (printer, rows) -> printer.rows(rows, "id", "email", "role", "registered_at", "last_login_at"));
    }

    @Command(name = "add", description = "Lets somebody in.", mixinStandardHelpOptions = true)
    int add(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "ADDRESS", description = "The e-mail address.") String address,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "auditor, support or operator.")
                    String role,
            @Option(
                            names = "--new-password",
                            paramLabel = "PASSWORD",
                            required = true,
                            defaultValue = "${env:LITEVPS_NEW_PASSWORD}",
                            description =
                                    "Their password; better given as LITEVPS_NEW_PASSWORD, which other users cannot see.")
                    String newPassword) {
        return options.ask(STAFF, Map.of("email", address, "role", role, "password", newPassword));
    }
}
