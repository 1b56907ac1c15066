package dev.litevps.bench;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import dev.litevps.api.eventstore.NodeIdentity;
import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.query.ReadYourWrites;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * How many commands a second 64 callers get through the gateway, against single-row inserts of the same events on 64
 * connections; and how long it takes until the views show what one caller has written.
 */
final class CommandBenchmark {

    private static final int CALLERS = 64;
    private static final int LEDGERS = 1_000;
    private static final String AIM = "0.5 or more";

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int ROUNDS = 4;
    private static final Duration WARM_UP = Duration.ofMillis(500);

    private final Duration duration;

    CommandBenchmark(int seconds) {
        this.duration = Duration.ofSeconds(seconds);
    }

    void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("litevps-bench-");
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder)) {
            report.title("Commands against single-row inserts, " + CALLERS + " callers, " + LEDGERS + " ledgers");
            List<LedgerId> ledgers;
            try (ConfigurableApplicationContext context = start(server, InnerHalf.WithoutViews.class)) {
                ledgers = openLedgers(context.getBean(CommandGateway.class));
                compare("command, nobody follows", server, credits(context, ledgers), report);
            }
            try (ConfigurableApplicationContext context = start(server, InnerHalf.WithViews.class)) {
                awaitViews(context.getBean(EventProcessingConfiguration.class));
                compare("command, with all views", server, credits(context, ledgers), report);
                report.title("From command to view, one caller");
                report.rate(
                        "command and its row in the view",
                        Load.run(List.of(creditAndRead(context, ledgers)), duration.dividedBy(2), duration));
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** The views begin with what the first part has left them to read, which is another benchmark. */
    private static void awaitViews(EventProcessingConfiguration processing) throws InterruptedException {
        while (!processing.eventProcessors().values().stream().allMatch(CommandBenchmark::hasCaughtUp)) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static boolean hasCaughtUp(EventProcessor processor) {
        Collection<EventTrackerStatus> segments =
                ((StreamingEventProcessor) processor).processingStatus().values();
        return !segments.isEmpty() && segments.stream().allMatch(EventTrackerStatus::isCaughtUp);
    }

    /** In turns, so that whatever else this machine does disturbs both alike. */
    private void compare(String name, EmbeddedPostgresServer server, List<Callable<?>> commands, Report report)
            throws Exception {
        RawInserts inserts = new RawInserts(server.jdbcUrl(), server.username(), server.password());
        List<Measurement> insertRounds = new ArrayList<>();
        List<Measurement> commandRounds = new ArrayList<>();
        Load.run(commands, Duration.ZERO, duration);
        for (int round = 0; round < ROUNDS; round++) {
            insertRounds.add(inserts.measure(CALLERS, WARM_UP, duration.dividedBy(ROUNDS)));
            commandRounds.add(Load.run(commands, WARM_UP, duration.dividedBy(ROUNDS)));
        }
        Measurement inserted = Measurement.mean(insertRounds);
        Measurement commanded = Measurement.mean(commandRounds);
        report.rate("insert and commit", inserted);
        report.rate(name, commanded);
        report.ratio("of the inserts", commanded.perSecond() / inserted.perSecond(), AIM);
    }

    static ConfigurableApplicationContext start(EmbeddedPostgresServer server, Class<?> application) {
        DatabaseCoordinates coordinates = new DatabaseCoordinates(
                server.host(), server.port(), server.database(), server.username(), server.password());
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties("logging.level.root=WARN")
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(DatabaseCoordinates.class, () -> coordinates);
                    beans.registerBean(NodeIdentity.class, NodeIdentity::alone);
                })
                .run();
    }

    static List<LedgerId> openLedgers(CommandGateway gateway) {
        List<LedgerId> ledgers = new ArrayList<>();
        for (int i = 0; i < LEDGERS; i++) {
            AccountId account = new AccountId(UUID.randomUUID());
            gateway.sendAndWait(
                    new RegisterAccount(account, new EncryptedText("bm9ib2R5"), Role.CUSTOMER, Instant.now()));
            ledgers.add(new LedgerId(account));
        }
        gateway.sendAndWait(credit(ledgers.getFirst()));
        return ledgers;
    }

    static List<Callable<?>> credits(ConfigurableApplicationContext context, List<LedgerId> ledgers) {
        CommandGateway gateway = context.getBean(CommandGateway.class);
        List<Callable<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(() -> gateway.sendAndWait(credit(anyOf(ledgers))));
        }
        return callers;
    }

    private static Callable<?> creditAndRead(ConfigurableApplicationContext context, List<LedgerId> ledgers) {
        CommandGateway gateway = context.getBean(CommandGateway.class);
        ReadYourWrites readYourWrites = context.getBean(ReadYourWrites.class);
        return () -> {
            Receipt receipt = gateway.sendAndWait(credit(anyOf(ledgers)));
            return readYourWrites.shown(receipt.changed()).block();
        };
    }

    private static LedgerId anyOf(List<LedgerId> ledgers) {
        return ledgers.get(ThreadLocalRandom.current().nextInt(ledgers.size()));
    }

    private static CreditFunds credit(LedgerId ledger) {
        return new CreditFunds(
                ledger, new CreditId(UUID.randomUUID()), CreditKind.GRANT, new Usd(1), "benchmark", Instant.now());
    }
}
