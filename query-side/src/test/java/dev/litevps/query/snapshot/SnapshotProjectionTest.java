package dev.litevps.query.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
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
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class SnapshotProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final AccountId ANN = new AccountId(new UUID(1, 1));
    private static final VpsId VPS = new VpsId(new UUID(5, 1));
    private static final SnapshotsId ALL = new SnapshotsId(VPS);
    private static final SnapshotId ONE = new SnapshotId(new UUID(9, 1));
    private static final SnapshotId TWO = new SnapshotId(new UUID(9, 2));
    private static final Placement PLACEMENT =
            new Placement(new HostId(new UUID(3, 1)), new AddressPoolId(new UUID(4, 1)), "127.0.2.1", 2222);

    @Override
    protected Object projection(ViewDatabase on) {
        return new SnapshotProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return events(
                requested(ONE, "one", AT),
                taken(ONE),
                requested(TWO, "two", AT.plusSeconds(60)),
                new SnapshotFailed(ALL, VPS, ANN, TWO, "full", PLACEMENT, AT),
                restoreRequested(),
                new SnapshotRestored(ALL, VPS, ANN, ONE, AT),
                restoreRequested(),
                restoreFailed(),
                deleteRequested(ONE),
                deleteFailed(),
                deleteRequested(ONE),
                new SnapshotDeleted(ALL, VPS, ANN, ONE, AT),
                new SnapshotsGivenUp(ALL, VPS, ANN, AT));
    }

    @Test
    void theNewestComesFirst() {
        handle(events(requested(ONE, "one", AT), taken(ONE), requested(TWO, "two", AT.plusSeconds(60))));

        assertThat(all()).extracting(SnapshotRow::name).containsExactly("two", "one");
        assertThat(one().state()).isEqualTo(SnapshotState.READY);
        assertThat(one().takenAt()).isEqualTo(AT.plusSeconds(1));
    }

    @Test
    void aFailedRestoreLeavesItReadyAndSaysWhy() {
        handle(events(requested(ONE, "one", AT), taken(ONE), restoreRequested()));
        assertThat(one().state()).isEqualTo(SnapshotState.RESTORING);

        handle(events(requested(ONE, "one", AT), taken(ONE), restoreRequested(), restoreFailed()));
        assertThat(one().state()).isEqualTo(SnapshotState.READY);
        assertThat(one().reason()).isEqualTo("no answer");
    }

    @Test
    void aReasonGoesWithTheNextAttempt() {
        handle(events(requested(ONE, "one", AT), taken(ONE), restoreRequested(), restoreFailed(), restoreRequested()));

        assertThat(one().reason()).isNull();
    }

    @Test
    void oneThatCouldNotBeRemovedIsInError() {
        handle(events(requested(ONE, "one", AT), taken(ONE), deleteRequested(ONE), deleteFailed()));

        assertThat(one().state()).isEqualTo(SnapshotState.ERROR);
        assertThat(one().reason()).isEqualTo("still there");
    }

    @Test
    void noneIsLeftWhenTheVpsIsGivenUp() {
        handle(events(
                requested(ONE, "one", AT),
                taken(ONE),
                requested(TWO, "two", AT),
                new SnapshotsGivenUp(ALL, VPS, ANN, AT)));

        assertThat(all()).isEmpty();
    }

    private List<SnapshotRow> all() {
        return queries().byVps(VPS).collectList().blockOptional(PATIENCE).orElseThrow();
    }

    private SnapshotRow one() {
        return queries().byName(VPS, "one").blockOptional(PATIENCE).orElseThrow();
    }

    private SnapshotQueries queries() {
        return new SnapshotQueries(database().reads());
    }

    private static List<DomainEventMessage<?>> events(Object... payloads) {
        return Events.of("Snapshots", ALL, payloads);
    }

    private static SnapshotRequested requested(SnapshotId id, String name, Instant at) {
        return new SnapshotRequested(ALL, VPS, ANN, id, name, PLACEMENT, at);
    }

    private static SnapshotTaken taken(SnapshotId id) {
        return new SnapshotTaken(ALL, VPS, ANN, id, AT.plusSeconds(1));
    }

    private static SnapshotRestoreRequested restoreRequested() {
        return new SnapshotRestoreRequested(ALL, VPS, ANN, ONE, PLACEMENT, AT);
    }

    private static SnapshotRestoreFailed restoreFailed() {
        return new SnapshotRestoreFailed(ALL, VPS, ANN, ONE, "no answer", AT);
    }

    private static SnapshotDeleteRequested deleteRequested(SnapshotId id) {
        return new SnapshotDeleteRequested(ALL, VPS, ANN, id, PLACEMENT, AT);
    }

    private static SnapshotDeleteFailed deleteFailed() {
        return new SnapshotDeleteFailed(ALL, VPS, ANN, ONE, "still there", AT);
    }
}
