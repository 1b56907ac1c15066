package dev.litevps.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.command.topup.TopUpCommand.RequestTopUp;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A payment that was acknowledged is credited, whatever happened after that. */
class CreditAfterTroubleTest {

    private static final String[] STRIPE = {
        "litevps.stripe.secret-key=sk_test_never_used", "litevps.stripe.webhook-secret=" + Stripe.SECRET
    };

    /** Once for the notice, once for the worker; paid at the test checkout, which tells what it was answered. */
    @Test
    void whatFailsAfterTheNoticeWasTakenIsTriedAgainUntilItIsCredited() {
        try (Server server = Server.start("failing.confirmations=2", "litevps.payment.credit-patience=1s")) {
            Client demo = Client.logInToDemo(server);
            URI checkout = URI.create(
                    demo.post("/api/billing/add-funds", Map.of("amount", 25)).text("url"));

            Answer answer = new Client(server.url(), null).post(checkout.getRawPath() + "?" + checkout.getRawQuery());

            assertThat(answer.text()).contains("Payment received", "will be added to your balance in a moment");
            assertThat(kept(server)).isEqualTo(1);
            assertThat(balance(demo)).isEqualTo("10.0000");
            awaitCredit(server, demo);
        }
    }

    @Test
    void aServerThatGoesDownBeforeItCreditsDoesSoWhenItIsBack(@TempDir Path data) {
        String topUp;
        try (Server server = Server.startOn(
                data, STRIPE[0], STRIPE[1], "failing.confirmations=1", "litevps.payment.credit-patience=1s")) {
            // The worker must not be faster than the end of this server.
            server.bean(Scheduler.class).pause();
            topUp = request(server, Client.logInToDemo(server));
            assertThat(new Stripe(server.url())
                            .send(Stripe.completed(topUp, 2500))
                            .statusCode())
                    .isEqualTo(200);
        }
        try (Server server = Server.startOn(data, STRIPE)) {
            awaitCredit(server, Client.logInToDemo(server));
        }
    }

    private static void awaitCredit(Server server, Client demo) {
        Awaitility.await("the top-up is credited")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> balance(demo).equals("35.0000") && kept(server) == 0);
    }

    private static String request(Server server, Client customer) {
        TopUpId id = new TopUpId(UUID.randomUUID());
        AccountId account = AccountId.of(customer.get("/api/me").text("id"));
        server.bean(CommandGateway.class).sendAndWait(new RequestTopUp(id, account, Usd.of("25.00"), Instant.now()));
        return id.toString();
    }

    private static String balance(Client customer) {
        return customer.get("/api/me").header("X-Balance-Remaining");
    }

    private static long kept(Server server) {
        return JdbcClient.create(server.bean(DataSource.class))
                .sql("SELECT count(*) FROM scheduled_tasks WHERE task_name = 'payment-received'")
                .query(Long.class)
                .single();
    }
}
