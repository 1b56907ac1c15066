package dev.litevps.command.snapshot;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.placeVps;
import static dev.litevps.command.World.provisioned;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.Command;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.snapshot.SnapshotCommand.CreateSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.DeleteSnapshot;
import dev.litevps.command.snapshot.SnapshotCommand.FailSnapshotWork;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotDeleted;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotRestored;
import dev.litevps.command.snapshot.SnapshotCommand.ReportSnapshotTaken;
import dev.litevps.command.snapshot.SnapshotCommand.RestoreSnapshot;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleted;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestored;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotTaken;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotsGivenUp;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsStartRequested;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotDecisionsTest {

    private static final SnapshotsId ALL = new SnapshotsId(vps(1));
    private static final int MOST = 2;

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void aVpsRuns() {
        fixture.given(ready()).given(createVps(ANN, 1), placeVps(1), provisioned(1));
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aSnapshotIsTakenOfARunningVps() {
        assertThat(fixture.when(create(1, "before"))).singleElement().isInstanceOf(SnapshotRequested.class);
        assertThat(fixture.when(taken(1))).singleElement().isInstanceOf(SnapshotTaken.class);
    }

    @Test
    void aSnapshotIsTakenOfAStoppedVps() {
        fixture.given(stopped());

        assertThat(fixture.when(create(1, "before"))).singleElement().isInstanceOf(SnapshotRequested.class);
    }

    @Test
    void noSnapshotIsTakenWhileTheVpsIsStopping() {
        fixture.given(new StopVps(vps(1), ANN, NOW));

        refused(create(1, "before"), RejectionCode.WRONG_STATE);
    }

    @Test
    void theSameCommandCountsOnce() {
        fixture.given(create(1, "before"));

        assertThat(fixture.when(create(1, "before"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".hidden", "-option", "a/b", "a b", "ä", "a\n"})
    void aNameThatWouldNeedQuotingIsRefused(String name) {
        refused(create(1, name), RejectionCode.INVALID_VALUE);
    }

    @Test
    void aNameHasAtMost64Characters() {
        assertThat(fixture.when(create(1, "a".repeat(64)))).hasSize(1);
        fixture.given(taken(1));
        refused(create(2, "a".repeat(65)), RejectionCode.INVALID_VALUE);
    }

    @Test
    void aNameIsGivenOnce() {
        fixture.given(create(1, "before"), taken(1));

        refused(create(2, "before"), RejectionCode.SNAPSHOT_EXISTS);
    }

    @Test
    void aNameIsFreeAgainWhenItsSnapshotIsDeleted() {
        fixture.given(create(1, "before"), taken(1), delete("before"), deleted(1));

        assertThat(fixture.when(create(2, "before"))).hasSize(1);
    }

    @Test
    void aVpsHasNoMoreSnapshotsThanItMayAtTheMoment() {
        fixture.given(create(1, "one"), taken(1), create(2, "two"), taken(2));

        refused(create(3, "three"), RejectionCode.TOO_MANY_SNAPSHOTS);
    }

    @Test
    void oneThingIsDoneAtATime() {
        fixture.given(create(1, "one"), taken(1), create(2, "two"));

        refused(create(3, "three"), RejectionCode.WRONG_STATE);
        refused(delete("one"), RejectionCode.WRONG_STATE);
    }

    @Test
    void aSnapshotIsRestoredToAStoppedVps() {
        fixture.given(create(1, "before"), taken(1)).given(stopped());

        assertThat(fixture.when(restore("before"))).singleElement().isInstanceOf(SnapshotRestoreRequested.class);
        assertThat(fixture.when(restore("before"))).isEmpty();
        assertThat(fixture.when(new ReportSnapshotRestored(ALL, id(1), NOW)))
                .singleElement()
                .isInstanceOf(SnapshotRestored.class);
    }

    @Test
    void cannotRestoreSnapshotWhileRunning() {
        fixture.given(create(1, "before"), taken(1));

        assertThat(fixture.whenRefused(restore("before")))
                .hasMessage("a VPS that is running cannot be restored; stop it first");
    }

    @Test
    void aVpsIsNotStartedWhileASnapshotIsRestored() {
        fixture.given(create(1, "before"), taken(1)).given(stopped()).given(restore("before"));

        assertThat(fixture.whenRefused(new StartVps(vps(1), ANN, null, NOW)))
                .hasMessage("this has to wait: snapshot before of the VPS is being restored");
    }

    @Test
    void aVpsIsStartedWhenTheRestoreIsOverEvenIfItFailed() {
        fixture.given(create(1, "before"), taken(1)).given(stopped()).given(restore("before"));

        assertThat(fixture.when(failed(1))).singleElement().isInstanceOf(SnapshotRestoreFailed.class);
        assertThat(fixture.when(new StartVps(vps(1), ANN, null, NOW)))
                .hasAtLeastOneElementOfType(VpsStartRequested.class);
    }

    @Test
    void aSnapshotThatCouldBeKeptCanBeRestoredAfterAFailure() {
        fixture.given(create(1, "before"), taken(1)).given(stopped()).given(restore("before"), failed(1));

        assertThat(fixture.when(restore("before"))).hasSize(1);
    }

    @Test
    void aVpsIsStoppedWhileASnapshotIsTaken() {
        fixture.given(create(1, "before"));

        assertThat(fixture.when(new StopVps(vps(1), ANN, NOW))).hasAtLeastOneElementOfType(VpsStopRequested.class);
    }

    @Test
    void aSnapshotThatCouldNotBeTakenIsKeptInErrorUntilItIsDeleted() {
        fixture.given(create(1, "before"));
        assertThat(fixture.when(failed(1))).singleElement().isInstanceOf(SnapshotFailed.class);
        fixture.given(stopped());

        refused(restore("before"), RejectionCode.WRONG_STATE);
        assertThat(fixture.when(delete("before"))).singleElement().isInstanceOf(SnapshotDeleteRequested.class);
        assertThat(fixture.when(deleted(1))).singleElement().isInstanceOf(SnapshotDeleted.class);
    }

    @Test
    void aSnapshotThatWasPerhapsRemovedCanOnlyBeDeleted() {
        fixture.given(create(1, "before"), taken(1), delete("before"));
        assertThat(fixture.when(failed(1))).singleElement().isInstanceOf(SnapshotDeleteFailed.class);
        fixture.given(stopped());

        refused(restore("before"), RejectionCode.WRONG_STATE);
        assertThat(fixture.when(delete("before"))).hasSize(1);
    }

    @Test
    void unknownSnapshotsAreRefused() {
        refused(delete("before"), RejectionCode.UNKNOWN_SNAPSHOT);
        fixture.given(create(1, "other"), taken(1)).given(stopped());
        refused(delete("before"), RejectionCode.UNKNOWN_SNAPSHOT);
        refused(restore("before"), RejectionCode.UNKNOWN_SNAPSHOT);
    }

    @Test
    void nobodyElseHasAnythingToDoWithThem() {
        fixture.given(create(1, "before"), taken(1));

        refused(create(BOB, 2, "after"), RejectionCode.UNKNOWN_VPS);
        refused(new RestoreSnapshot(vps(1), BOB, "before", NOW), RejectionCode.UNKNOWN_VPS);
        refused(new DeleteSnapshot(vps(1), BOB, "before", NOW), RejectionCode.UNKNOWN_VPS);
    }

    @Test
    void aVpsIsDestroyedWithItsSnapshotsWhateverIsDoneToThem() {
        fixture.given(create(1, "one"), taken(1), create(2, "two"));

        assertThat(fixture.when(new DestroyVps(vps(1), ANN, NOW)))
                .hasAtLeastOneElementOfType(VpsDestroyRequested.class)
                .contains(new SnapshotsGivenUp(ALL, vps(1), ANN, NOW));
        assertThat(fixture.when(taken(2))).isEmpty();
        assertThat(fixture.when(failed(2))).isEmpty();
    }

    @Test
    void reportsThatComeLateChangeNothing() {
        fixture.given(create(1, "before"), taken(1));

        for (Command late : List.of(taken(1), deleted(1), failed(1), new ReportSnapshotRestored(ALL, id(1), NOW))) {
            assertThat(fixture.when(late)).isEmpty();
        }
    }

    private void refused(Command command, RejectionCode code) {
        assertThat(fixture.whenRefused(command).code()).isEqualTo(code);
    }

    private static SnapshotId id(int number) {
        return new SnapshotId(new UUID(9, number));
    }

    private static CreateSnapshot create(int number, String name) {
        return create(ANN, number, name);
    }

    private static CreateSnapshot create(AccountId account, int number, String name) {
        return new CreateSnapshot(vps(1), account, id(number), name, MOST, NOW);
    }

    private static Command taken(int number) {
        return new ReportSnapshotTaken(ALL, id(number), NOW);
    }

    private static Command deleted(int number) {
        return new ReportSnapshotDeleted(ALL, id(number), NOW);
    }

    private static Command failed(int number) {
        return new FailSnapshotWork(ALL, id(number), "no", NOW);
    }

    private static Command restore(String name) {
        return new RestoreSnapshot(vps(1), ANN, name, NOW);
    }

    private static Command delete(String name) {
        return new DeleteSnapshot(vps(1), ANN, name, NOW);
    }

    private static Command[] stopped() {
        return new Command[] {new StopVps(vps(1), ANN, NOW), new ReportStopped(vps(1), NOW)};
    }
}
