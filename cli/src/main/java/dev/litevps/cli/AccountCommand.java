package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Customers' accounts as a whole. */
@Command(name = "account", description = "Customers' accounts as a whole.", mixinStandardHelpOptions = true)
final class AccountCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    @Command(
            name = "erase",
            description =
                    "Destroys the key of an account, so that nobody can read its personal data any more: not in the views,"
                            + " and not in the history. It cannot be undone.",
            mixinStandardHelpOptions = true)
    int erase(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "ACCOUNT", description = "The id of the account.") String account,
            @Option(names = "--reason", required = true, description = "Why; it is kept as an event.") String reason,
            @Option(names = "--yes", description = "Said by who knows that it cannot be undone.") boolean sure) {
        if (!sure) {
            throw new ParameterException(
                    spec.commandLine(), "Erasing an account cannot be undone: say --yes if that is what you want.");
        }
        return options.ask("/api/support/accounts/" + encoded(account) + "/erase", Map.of("reason", reason));
    }
}
