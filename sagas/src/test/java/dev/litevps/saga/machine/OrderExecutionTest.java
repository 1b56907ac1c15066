package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.machine.Orders.BUILD;
import static dev.litevps.saga.machine.Orders.OFF;
import static dev.litevps.saga.machine.Orders.RESTART;
import static dev.litevps.saga.machine.Orders.RUNNING;
import static dev.litevps.saga.machine.Orders.START;
import static dev.litevps.saga.machine.Orders.STOP;
import static dev.litevps.saga.machine.Orders.TEARDOWN;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.vps.VpsCommand.CompleteTeardown;
import dev.litevps.command.vps.VpsCommand.FailPowerChange;
import dev.litevps.command.vps.VpsCommand.ReportRestarted;
import dev.litevps.command.vps.VpsCommand.ReportStarted;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Machine;
import dev.litevps.host.PowerState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each order but a build does to a machine that is there, in part, or not at all. */
class OrderExecutionTest {

    private final Workshop workshop = new Workshop();

    // Switching on and off

    @Test
    void aStoppedMachineIsStarted() {
        workshop.host().put(OFF);
        workshop.order(START);
        workshop.work();

        assertThat(workshop.host().find(machine(VPS))).contains(RUNNING);
        assertThat(workshop.reported()).containsExactly(new ReportStarted(VPS, NOW));
    }

    @Test
    void aMachineWithoutItsDomainIsStartedAroundItsDisk() {
        workshop.host().put(new Machine(machine(VPS), false, true, PowerState.OFF));
        workshop.order(START);
        workshop.work();

        assertThat(workshop.reported()).containsExactly(new ReportStarted(VPS, NOW));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aMachineWithoutItsDiskIsNotStartedWithAnEmptyOne(boolean defined) {
        if (defined) {
            workshop.host().put(new Machine(machine(VPS), true, false, PowerState.OFF));
        }
        workshop.order(START);
        workshop.work();

        assertThat(workshop.reported())
                .containsExactly(new FailPowerChange(
                        VPS, FailureReason.DISK_LOST, "the machine's disk is no longer on its host", NOW));
        assertThat(workshop.host().deeds()).isEmpty();
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void aRunningMachineIsStopped() {
        workshop.host().put(RUNNING);
        workshop.order(STOP);
        workshop.work();

        assertThat(workshop.host().find(machine(VPS))).contains(OFF);
        assertThat(workshop.guest().forgotten()).containsExactly(machine(VPS));
        assertThat(workshop.reported()).containsExactly(new ReportStopped(VPS, NOW));
    }

    @Test
    void aMachineThatIsGoneCannotBeStopped() {
        workshop.order(STOP);
        workshop.work();

        assertThat(workshop.reported())
                .containsExactly(new FailPowerChange(
                        VPS, FailureReason.MACHINE_LOST, "the machine is no longer on its host", NOW));
    }

    // Rebooting

    @Test
    void aMachineIsRebootedOnceHoweverLongItsGuestTakes() {
        workshop.host().put(RUNNING);
        workshop.guest().greet(false);
        workshop.order(RESTART);
        workshop.workFor(Duration.ofSeconds(30));
        workshop.guest().greet(true);
        workshop.workFor(Duration.ofSeconds(1));

        assertThat(workshop.host().deeds()).containsExactly("restart");
        assertThat(workshop.guest().forgotten()).containsExactly(machine(VPS));
        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportRestarted.class);
    }

    @Test
    void aWorkerThatDiedAfterTheRebootIsFollowedByOneThatDoesNotRebootAgain() {
        workshop.host().put(RUNNING);
        workshop.order(RESTART);
        workshop.guest().whileWaiting(() -> {
            throw new OutOfMemoryError("as if the process had been killed");
        });
        workshop.workFor(Duration.ofSeconds(5));

        assertThat(workshop.host().deeds()).containsExactly("restart");
        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportRestarted.class);
    }

    @Test
    void aRebootThatFailedIsTriedAgain() {
        workshop.host().put(RUNNING);
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(RESTART);
        workshop.work();
        workshop.host().recover();
        workshop.workFor(Duration.ofSeconds(2));

        assertThat(workshop.host().deeds()).containsExactly("restart", "restart");
        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(ReportRestarted.class);
    }

    // Tearing down

    @Test
    void aTeardownLeavesNothing() {
        workshop.order(BUILD);
        workshop.work();
        workshop.order(TEARDOWN);
        workshop.work();

        assertThat(workshop.host().machines()).isEmpty();
        assertThat(workshop.guest().forgotten()).containsExactly(machine(VPS));
        assertThat(workshop.reported()).hasSize(2).last().isEqualTo(new CompleteTeardown(VPS, NOW));
        assertThat(workshop.latestOrders().known(List.of(VPS.value()))).isEmpty();
        assertThat(workshop.waiting()).isEmpty();
    }

    @Test
    void aVpsThatNeverHadAHostIsTornDownWithoutOne() {
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(new MachineOrder.Teardown(VPS, null));
        workshop.work();

        assertThat(workshop.host().deeds()).isEmpty();
        assertThat(workshop.reported()).containsExactly(new CompleteTeardown(VPS, NOW));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"UNREACHABLE", "REFUSED", "NO_SPACE"})
    void aTeardownIsTriedForEver(Reason reason) {
        workshop.host().put(RUNNING);
        workshop.host().fail(reason);
        workshop.order(TEARDOWN);
        workshop.workFor(Duration.ofMinutes(1));
        workshop.pass(Duration.ofDays(30));
        workshop.workFor(Duration.ofMinutes(1));
        assertThat(workshop.reported()).isEmpty();

        workshop.host().recover();
        workshop.workFor(Duration.ofSeconds(15));

        assertThat(workshop.reported()).hasSize(1).first().isInstanceOf(CompleteTeardown.class);
        assertThat(workshop.host().machines()).isEmpty();
    }
}
