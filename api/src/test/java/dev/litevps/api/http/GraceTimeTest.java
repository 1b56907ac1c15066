package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The end of a grace time that is short enough to be waited for. */
class GraceTimeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aDiskIsDestroyedWhenTheGraceTimeIsOver() {
        try (Server server = Server.start(
                "litevps.hypervisor=simulated", "litevps.billing.grace=3s", "litevps.billing.grace-warning=2s")) {
            Customer customer = Customer.with(server, "1.00");
            String vps = customer.create("web");
            customer.client().awaitState(vps, "running", PATIENCE);

            customer.adjust("-1.00");

            customer.client().awaitGone(vps, PATIENCE);
            assertThat(customer.ledgerEvents()).hasAtLeastOneElementOfType(GraceEnding.class);
            assertThat(customer.ledgerEvents()).hasAtLeastOneElementOfType(GraceEnded.class);
            Leftovers.awaitNone(server);
        }
    }
}
