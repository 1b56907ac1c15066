package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.machine.Orders.BUILD;
import static dev.litevps.saga.machine.Orders.TEARDOWN;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.host.dns.DnsRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A machine's name comes and goes with it. */
class NameOfMachineTest {

    private final Workshop workshop = new Workshop();

    @Test
    void aMachineThatWasBuiltHasAName() {
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.dns().published()).containsExactly(new DnsRecord(machine(VPS), PLACEMENT.address()));
    }

    @Test
    void aMachineIsBuiltWhileTheNameServerIsAway() {
        workshop.dns().goAway();
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.reported()).singleElement().isInstanceOf(ReportProvisioned.class);
    }

    @Test
    void aMachineThatWasTornDownHasNoName() {
        workshop.dns().publish(machine(VPS), PLACEMENT.address());
        workshop.order(TEARDOWN);
        workshop.work();

        assertThat(workshop.dns().published()).isEmpty();
        assertThat(workshop.reported()).containsExactly(new CompleteTeardown(VPS, NOW));
    }

    @Test
    void anAddressIsNotGivenBackBeforeItsNameIsRemoved() {
        workshop.dns().publish(machine(VPS), PLACEMENT.address());
        workshop.dns().goAway();
        workshop.order(TEARDOWN);
        workshop.workFor(Duration.ofHours(1));
        assertThat(workshop.reported()).isEmpty();

        workshop.dns().comeBack();
        workshop.workFor(Duration.ofMinutes(5));

        assertThat(workshop.dns().published()).isEmpty();
        assertThat(workshop.reported()).singleElement().isInstanceOf(CompleteTeardown.class);
    }
}
