package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of machines whose account has no money left, on a whole server with simulated guests. */
class UnpaidMachinesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Time enough to be saved, however busy this machine is. */
    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start("litevps.hypervisor=simulated");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aMachineIsStoppedWhenItsMinutesHaveUsedUpTheBalance() {
        Customer customer = Customer.with(server, "0.0042");
        String vps = customer.create("web");
        customer.client().awaitState(vps, "running", PATIENCE);

        customer.chargeThrough(Minute.of(Instant.now()).plus(60));

        Answer stopped = customer.client().awaitState(vps, "stopped", PATIENCE);
        assertThat(stopped.text("reason_code")).isEqualTo("balance_exhausted");
        assertThat(customer.client().post("/api/vps/" + vps + "/start").status())
                .isEqualTo(402);
        assertThat(customer.client().get("/api/vps").json())
                .as("its disk is kept")
                .hasSize(1);
    }

    @Test
    void aTopUpWithinTheGraceTimeSavesTheDisk() {
        Customer customer = Customer.with(server, "1.00");
        String vps = customer.create("web");
        customer.client().awaitState(vps, "running", PATIENCE);
        customer.adjust("-1.00");
        customer.client().awaitState(vps, "stopped", PATIENCE);

        customer.credit(UUID.randomUUID(), "5.00");

        assertThat(customer.client().post("/api/vps/" + vps + "/start").status())
                .isEqualTo(202);
        customer.client().awaitState(vps, "running", PATIENCE);
        assertThat(customer.ledgerEvents()).doesNotHaveAnyElementsOfTypes(GraceEnded.class);
    }

    @Test
    void aMachineThatIsCreatedWhileTheMoneyGoesIsStoppedAsSoonAsItCanBeReached() {
        Customer customer = Customer.with(server, "1.00");
        customer.client().awaitState(customer.create("first"), "running", PATIENCE);
        String second = customer.create("second");

        customer.adjust("-1.00");

        Answer stopped = customer.client().awaitState(second, "stopped", PATIENCE);
        assertThat(stopped.text("reason_code")).isEqualTo("balance_exhausted");
    }

    @Test
    void onlyOperatorsSeeTheMetrics() {
        assertThat(new Client(server.url(), null).get("/metrics").status()).isEqualTo(401);
        assertThat(Customer.with(server, "1.00").client().get("/metrics").status())
                .isEqualTo(403);
        assertThat(Customer.as(Role.OPERATOR, server).client().get("/metrics").text())
                .contains("litevps_billing_clock_was_set_total", "litevps_billing_charge_failures_total");
    }
}
