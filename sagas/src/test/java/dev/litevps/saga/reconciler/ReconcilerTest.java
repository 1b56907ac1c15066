package dev.litevps.saga.reconciler;

import static dev.litevps.saga.Happenings.HOST;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.lost;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.Happenings.powerChangeFailed;
import static dev.litevps.saga.Happenings.provisioned;
import static dev.litevps.saga.Happenings.provisioningFailed;
import static dev.litevps.saga.Happenings.restartRequested;
import static dev.litevps.saga.Happenings.startRequested;
import static dev.litevps.saga.Happenings.stopRequested;
import static dev.litevps.saga.Happenings.stopped;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.host.HostCommand.RecordOrphanRemoved;
import dev.litevps.command.vps.VpsCommand.ReportFoundOff;
import dev.litevps.command.vps.VpsCommand.ReportLost;
import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Machine;
import dev.litevps.host.PowerState;
import dev.litevps.saga.Happenings;
import dev.litevps.saga.machine.HostDirectory;
import dev.litevps.saga.machine.InMemoryHypervisor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines that are not as their VPSes' events say. */
class ReconcilerTest extends ReconcilerFixture {

    @Test
    void whatIsAsTheEventsSayIsLeftAlone() {
        givenRunning(VPS);
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(workshop.reported()).isEmpty();
        assertThat(host.deeds()).isEmpty();
    }

    // Machines that are not as they should be

    @Test
    void aVpsWhoseMachineIsOffIsToldSo() {
        givenRunning(VPS);
        host.put(machineThat(PowerState.OFF));
        reconciler.reconcile();

        assertThat(workshop.reported()).containsExactly(new ReportFoundOff(VPS, NOW, NOW));
        assertThat(host.deeds()).isEmpty();
    }

    @Test
    void aVpsWhoseMachineIsGoneIsLostSinceItWasLastSeen() {
        givenRunning(VPS);
        host.put(machineThat(PowerState.RUNNING));
        workshop.pass(MINUTE);
        reconciler.reconcile();
        workshop.pass(MINUTE);
        host.lose(MACHINE);
        reconciler.reconcile();

        assertThat(workshop.reported())
                .containsExactly(new ReportLost(
                        VPS,
                        "the machine was no longer on its host",
                        NOW.plus(MINUTE),
                        NOW.plus(MINUTE).plus(MINUTE)));
    }

    @Test
    void aVpsThatWasNeverSeenByTheReconcilerIsLostSinceItsLastEvent() {
        givenRunning(VPS);
        workshop.pass(MINUTE);
        reconciler.reconcile();

        assertThat(workshop.reported())
                .containsExactly(new ReportLost(VPS, "the machine was no longer on its host", NOW, NOW.plus(MINUTE)));
    }

    @Test
    void aRunningVpsOfWhichOnlyTheDiskIsLeftIsLost() {
        givenRunning(VPS);
        host.put(new Machine(MACHINE, false, true, PowerState.OFF));
        reconciler.reconcile();

        assertThat(workshop.reported())
                .containsExactly(
                        new ReportLost(VPS, "the machine was no longer on its host; its disk is there", NOW, NOW));
    }

    @Test
    void aStoppedVpsWithoutItsDiskIsLost() {
        given(placed(), provisioned(), stopRequested(), stopped());
        host.put(new Machine(MACHINE, true, false, PowerState.OFF));
        reconciler.reconcile();

        assertThat(workshop.reported())
                .containsExactly(new ReportLost(VPS, "the machine's disk was no longer on its host", NOW, NOW));
    }

    @Test
    void aStoppedVpsThatIsOffIsAsItShouldBe() {
        given(placed(), provisioned(), stopRequested(), stopped());
        host.put(machineThat(PowerState.OFF));
        reconciler.reconcile();

        assertThat(workshop.reported()).isEmpty();
        assertThat(host.deeds()).isEmpty();
    }

    @Test
    void aMachineThatRunsThoughItsVpsIsStoppedIsShutDown() {
        given(placed(), provisioned(), stopRequested(), stopped());
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(host.find(MACHINE)).contains(machineThat(PowerState.OFF));
        assertThat(workshop.reported()).isEmpty();
    }

    // What is not its business

    static Stream<VpsEvent> transitions() {
        return Stream.of(
                provisioningFailed(), stopRequested(), startRequested(), restartRequested(), destroyRequested());
    }

    static Stream<VpsEvent> errors() {
        return Stream.of(powerChangeFailed(), lost());
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void aMachineThatAProcessIsAtWorkOnIsLeftAloneWhateverItsPower(VpsEvent transition) {
        given(placed(), provisioned(), transition);
        reconciler.reconcile();
        host.put(machineThat(PowerState.OFF));
        reconciler.reconcile();
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(workshop.reported()).isEmpty();
        assertThat(host.deeds()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aMachineWhoseVpsIsInErrorDoesNotRun(VpsEvent error) {
        given(placed(), provisioned(), error);
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(host.find(MACHINE)).contains(machineThat(PowerState.OFF));
        assertThat(workshop.reported()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whatIsLeftOfAMachineWhoseVpsIsInErrorIsKept(VpsEvent error) {
        given(placed(), provisioned(), error);
        reconciler.reconcile();
        host.put(machineThat(PowerState.OFF));
        reconciler.reconcile();
        host.put(new Machine(MACHINE, false, true, PowerState.OFF));
        reconciler.reconcile();

        assertThat(host.machines()).hasSize(1);
        assertThat(host.deeds()).isEmpty();
        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void nothingIsDoneWhileTheRegisterLagsBehindTheEvents() {
        given(placed(), provisioned(), stopRequested(), stopped());
        givenUnhandledEvents(2);
        host.put(machineThat(PowerState.RUNNING));
        reconciler.reconcile();
        assertThat(host.deeds()).as("the VPS was started meanwhile").isEmpty();

        host.lose(MACHINE);
        reconciler.reconcile();
        assertThat(workshop.reported()).isEmpty();
    }

    @Test
    void aVpsThatWasRenamedIsLookedAfterLikeAnyOther() {
        givenRunning(VPS);
        given(new VpsRenamed(VPS, Happenings.ANN, "db-1", NOW));
        host.put(machineThat(PowerState.OFF));
        reconciler.reconcile();

        assertThat(workshop.reported()).containsExactly(new ReportFoundOff(VPS, NOW, NOW));
    }

    @Test
    void aMachineThatSomebodyWorksOnIsLeftForTheNextTime() {
        givenRunning(VPS);
        host.put(machineThat(PowerState.OFF));
        workshop.locks().tryWith(VPS, () -> {
            reconciler.reconcile();
            return true;
        });
        assertThat(workshop.reported()).isEmpty();

        reconciler.reconcile();
        assertThat(workshop.reported()).hasSize(1);
    }

    // Hosts and machines that do not answer

    @Test
    void aHostThatDoesNotAnswerIsSkippedAndItsMachinesAreNotLost() {
        InMemoryHypervisor silent = new InMemoryHypervisor();
        silent.fail(Reason.UNREACHABLE);
        Map<HostId, InMemoryHypervisor> both = new LinkedHashMap<>();
        both.put(new HostId(new UUID(3, 2)), host);
        both.put(HOST, silent);
        givenRunning(VPS);
        host.put(new Machine(machine(OTHER), true, true, PowerState.RUNNING));

        reconciler(new HostDirectory(Map.copyOf(both))).reconcile();

        assertThat(workshop.reported())
                .containsExactly(new RecordOrphanRemoved(new HostId(new UUID(3, 2)), OTHER, NOW));
    }

    @Test
    void oneMachineThatCannotBeMendedDoesNotKeepTheOthersFromIt() {
        given(placed(), provisioned(), stopRequested(), stopped());
        host.put(machineThat(PowerState.RUNNING));
        host.fail(MACHINE, Reason.REFUSED);
        host.put(new Machine(machine(OTHER), true, true, PowerState.RUNNING));
        reconciler.reconcile();

        assertThat(workshop.reported()).containsExactly(new RecordOrphanRemoved(HOST, OTHER, NOW));
    }
}
