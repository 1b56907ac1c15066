package dev.litevps.saga.snapshot;

import static dev.litevps.saga.Happenings.ANN;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.stopRequested;
import static dev.litevps.saga.Happenings.stopped;
import static dev.litevps.saga.snapshot.SnapshotSaga.DEADLINE;
import static dev.litevps.saga.snapshot.SnapshotSaga.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.snapshot.SnapshotCommand.FailSnapshotWork;
import dev.litevps.events.snapshot.SnapshotEvent;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleteRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotDeleted;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreFailed;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestoreRequested;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotRestored;
import dev.litevps.events.snapshot.SnapshotEvent.SnapshotTaken;
import dev.litevps.events.snapshot.SnapshotId;
import dev.litevps.events.snapshot.SnapshotsId;
import dev.litevps.saga.ProcessFixture;
import dev.litevps.saga.ProcessTimeouts;
import dev.litevps.saga.snapshot.SnapshotOrder.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotSagaTest {

    private static final SnapshotsId ALL = new SnapshotsId(VPS);
    private static final SnapshotId ONE = new SnapshotId(new UUID(9, 1));
    private static final Duration SAGA_PATIENCE = PATIENCE.plus(ProcessTimeouts.SAGA_MARGIN);

    private static final SnapshotEvent REQUESTED = new SnapshotRequested(ALL, VPS, ANN, ONE, "before", PLACEMENT, NOW);
    private static final SnapshotEvent RESTORE_REQUESTED =
            new SnapshotRestoreRequested(ALL, VPS, ANN, ONE, PLACEMENT, NOW);
    private static final SnapshotEvent DELETE_REQUESTED =
            new SnapshotDeleteRequested(ALL, VPS, ANN, ONE, PLACEMENT, NOW);
    private static final SnapshotEvent TAKEN = new SnapshotTaken(ALL, VPS, ANN, ONE, NOW);
    private static final SnapshotEvent FAILED = new SnapshotFailed(ALL, VPS, ANN, ONE, "no", PLACEMENT, NOW);

    private final List<Object> ordered = new ArrayList<>();
    private final ProcessFixture fixture = ProcessFixture.of(SnapshotSaga.class, (saga, services) -> {
        saga.use(services);
        saga.use(new SnapshotOrders() {
            @Override
            public void order(SnapshotOrder order) {
                ordered.add(order);
            }

            @Override
            public void withdraw(SnapshotId snapshotId) {
                ordered.add("withdraw " + snapshotId);
            }
        });
    });

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(REQUESTED, Kind.TAKE),
                Arguments.of(RESTORE_REQUESTED, Kind.RESTORE),
                Arguments.of(DELETE_REQUESTED, Kind.DELETE));
    }

    /** A request, and each way in which its process ends without anything else to do. */
    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of(REQUESTED, TAKEN),
                Arguments.of(REQUESTED, destroyRequested()),
                Arguments.of(RESTORE_REQUESTED, new SnapshotRestored(ALL, VPS, ANN, ONE, NOW)),
                Arguments.of(RESTORE_REQUESTED, new SnapshotRestoreFailed(ALL, VPS, ANN, ONE, "no", NOW)),
                Arguments.of(RESTORE_REQUESTED, destroyRequested()),
                Arguments.of(DELETE_REQUESTED, new SnapshotDeleted(ALL, VPS, ANN, ONE, NOW)),
                Arguments.of(DELETE_REQUESTED, new SnapshotDeleteFailed(ALL, VPS, ANN, ONE, "no", NOW)),
                Arguments.of(DELETE_REQUESTED, destroyRequested()));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatIsRequestedIsOrdered(SnapshotEvent request, Kind kind) {
        fixture.when(request).doesNothing().waits(SAGA_PATIENCE, DEADLINE);

        assertThat(ordered).containsExactly(new SnapshotOrder(kind, VPS, ONE, PLACEMENT, NOW.plus(PATIENCE)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatWasWaitedForEndsItAndNothingStaysOrdered(SnapshotEvent request, Object end) {
        fixture.given(request);
        ordered.clear();
        fixture.when(end).doesNothing().ends();

        assertThat(ordered).containsExactly("withdraw " + ONE);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aRepeatedEndIsHarmless(SnapshotEvent request, Object end) {
        fixture.given(request, end);
        ordered.clear();
        fixture.when(end).doesNothing().ends();

        assertThat(ordered).isEmpty();
    }

    @Test
    void whatThereIsOfASnapshotThatFailedIsDiscarded() {
        fixture.given(REQUESTED);
        ordered.clear();
        fixture.when(FAILED).doesNothing().ends();

        assertThat(ordered)
                .containsExactly("withdraw " + ONE, new SnapshotOrder(Kind.DISCARD, VPS, ONE, PLACEMENT, NOW));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void workOfWhichNothingIsHeardInTimeIsWithdrawnAndHasFailed(SnapshotEvent request, Kind kind) {
        fixture.given(request);
        ordered.clear();
        fixture.whenNothingHappensFor(SAGA_PATIENCE)
                .sends(new FailSnapshotWork(
                        ALL, ONE, "the host did not report in time whether it was done", NOW.plus(SAGA_PATIENCE)))
                .waitsForItsCommand();

        assertThat(ordered).containsExactly("withdraw " + ONE);
    }

    @Test
    void aStopDoesNotDisturbIt() {
        fixture.given(REQUESTED, stopRequested()).when(stopped()).doesNothing().waits(SAGA_PATIENCE, DEADLINE);
    }
}
