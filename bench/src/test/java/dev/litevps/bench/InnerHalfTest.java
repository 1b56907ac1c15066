package dev.litevps.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What benchmarks start in place of a server starts, and stores events. */
class InnerHalfTest {

    @ParameterizedTest
    @ValueSource(classes = {InnerHalf.WithoutViews.class, InnerHalf.WithViews.class})
    void startsAndTakesCommands(Class<?> application, @TempDir Path folder) {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder.resolve("postgresql"));
                ConfigurableApplicationContext context = CommandBenchmark.start(server, application)) {
            Receipt receipt = context.getBean(CommandGateway.class)
                    .sendAndWait(new RegisterAccount(
                            new AccountId(UUID.randomUUID()),
                            new EncryptedText("bm9ib2R5"),
                            Role.CUSTOMER,
                            Instant.now()));

            assertThat(receipt.changed()).isNotEmpty();
        }
    }
}
