package dev.litevps.cli;

import static dev.litevps.cli.StaffOptions.encoded;
import static dev.litevps.cli.StaffOptions.path;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Customers' money in the hands of support. */
@Command(
        name = "money",
        description =
                "Gives, refunds and corrects, always as new entries with a reason; much of it takes a second person.",
        mixinStandardHelpOptions = true)
final class SupportMoneyCommand implements Runnable {

    private static final String ACCOUNTS = "/api/support/accounts";
    private static final String APPROVALS = "/api/support/approvals";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** What is moved, and why. */
    static final class Movement {

        @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The id of the account.")
        private String account = "";

        @Parameters(index = "1", paramLabel = "AMOUNT", description = "In US dollars.")
        private BigDecimal amount = BigDecimal.ZERO;

        @Option(names = "--reason", required = true, description = "Why; the customer and the auditor read it.")
        private String reason = "";

        @Option(names = "--vps", paramLabel = "ID", description = "The VPS that it is about.")
        private @Nullable String vps;

        @Option(names = "--charge", paramLabel = "ID", description = "The charge that it is about.")
        private @Nullable String charge;

        int ask(StaffOptions options, String what) {
            Map<String, @Nullable Object> body = new HashMap<>();
            body.put("amount", amount);
            body.put("reason", reason);
            body.put("vps_id", vps);
            body.put("charge_id", charge);
            return options.ask(ACCOUNTS + "/" + encoded(account) + "/" + what, body);
        }
    }

    @Command(name = "find", description = "Finds an account by its e-mail address.", mixinStandardHelpOptions = true)
    int find(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "ADDRESS", description = "The e-mail address.") String address) {
        return options.show(
                path(ACCOUNTS, Map.of("email", address)),
                (printer, rows) -> printer.rows(rows, "id", "email", "role", "balance", "held", "registered_at"));
    }

    @Command(name = "show", description = "An account and its money.", mixinStandardHelpOptions = true)
    int show(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "ACCOUNT", description = "The id of the account.") String account) {
        return options.show(ACCOUNTS + "/" + encoded(account), AnswerPrinter::one);
    }

    @Command(name = "credit", description = "Gives money.", mixinStandardHelpOptions = true)
    int credit(@Mixin StaffOptions options, @Mixin Movement movement) {
        return movement.ask(options, "credits");
    }

    @Command(name = "refund", description = "Gives back what was charged.", mixinStandardHelpOptions = true)
    int refund(@Mixin StaffOptions options, @Mixin Movement movement) {
        return movement.ask(options, "refunds");
    }

    @Command(
            name = "correct",
            description = "Corrects a balance, up or, with a negative amount behind --, down.",
            mixinStandardHelpOptions = true)
    int correct(@Mixin StaffOptions options, @Mixin Movement movement) {
        return movement.ask(options, "corrections");
    }

    @Command(
            name = "approvals",
            description = "What waits for a second person, or was decided by one.",
            mixinStandardHelpOptions = true)
    int approvals(
            @Mixin StaffOptions options,
            @Mixin RowLimit limit,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            description = "pending, approved, rejected or expired; all if it is left out.")
                    @Nullable
                    String state) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("state", state);
        return options.showRows(
                APPROVALS,
                parameters,
                limit.rows(),
                (printer, rows) -> printer.rows(
                        rows, "id", "state", "kind", "amount", "account_id", "requested_by", "expires_at", "reason"));
    }

    @Command(name = "approve", description = "Approves, as a second person.", mixinStandardHelpOptions = true)
    int approve(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "APPROVAL", description = "The id of the request.") String id) {
        return options.ask(APPROVALS + "/" + encoded(id) + "/approve", Map.of());
    }

    @Command(name = "reject", description = "Rejects.", mixinStandardHelpOptions = true)
    int reject(
            @Mixin StaffOptions options,
            @Parameters(paramLabel = "APPROVAL", description = "The id of the request.") String id,
            @Option(names = "--reason", required = true, description = "Why.") String reason) {
        return options.ask(APPROVALS + "/" + encoded(id) + "/reject", Map.of("reason", reason));
    }
}
