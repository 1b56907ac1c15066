package dev.litevps.saga.reconciler;

import static dev.litevps.saga.Happenings.ANN;
import static dev.litevps.saga.Happenings.HOST;
import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.Happenings.destroyRequested;
import static dev.litevps.saga.Happenings.destroyed;
import static dev.litevps.saga.Happenings.placed;
import static dev.litevps.saga.Happenings.provisioned;
import static dev.litevps.saga.Happenings.provisioningFailed;
import static dev.litevps.saga.Happenings.reclaimed;
import static dev.litevps.saga.Happenings.requested;
import static dev.litevps.saga.Happenings.stopRequested;
import static dev.litevps.saga.Happenings.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import dev.litevps.saga.ProcessDatabase;
import dev.litevps.saga.reconciler.MachineRegister.Entry;
import dev.litevps.saga.reconciler.MachineRegister.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MachineRegisterTest {

    private final JdbcClient jdbc = JdbcClient.create(ProcessDatabase.empty());
    private final MachineRegister register = new MachineRegister(jdbc);

    private void handle(VpsEvent... events) {
        for (int version = 0; version < events.length; version++) {
            register.on(events[version], version);
        }
    }

    @Test
    void aVpsHasNothingOnAHostBeforeItIsPlaced() {
        handle(requested());

        assertThat(register.find(VPS)).isEmpty();
    }

    @Test
    void aPlacedVpsIsOnItsHost() {
        handle(requested(), placed());

        assertThat(register.on(HOST)).containsExactly(new Entry(VPS, Expectation.LEFT_ALONE, NOW, 1));
    }

    @Test
    void handlingEventsTwiceGivesTheSameRows() {
        handle(requested(), placed(), provisioned(), stopRequested(), stopped());
        List<Entry> once = register.on(HOST);
        handle(requested(), placed(), provisioned(), stopRequested(), stopped());

        assertThat(register.on(HOST)).isEqualTo(once).containsExactly(new Entry(VPS, Expectation.OFF, NOW, 4));
    }

    @Test
    void aMachineIsLeftAloneWhileItsSnapshotsAreWorkedOn() {
        handle(requested(), placed(), provisioned());
        jdbc.sql("INSERT INTO snapshot_order (snapshot_id, vps_id, order_id) VALUES (?, ?, 'an order')")
                .params(VPS.value(), VPS.value())
                .update();
        assertThat(register.on(HOST)).containsExactly(new Entry(VPS, Expectation.LEFT_ALONE, NOW, 2));
        assertThat(register.find(VPS)).contains(new Entry(VPS, Expectation.LEFT_ALONE, NOW, 2));

        jdbc.sql("DELETE FROM snapshot_order").update();
        assertThat(register.on(HOST)).containsExactly(new Entry(VPS, Expectation.RUNNING, NOW, 2));
    }

    @Test
    void aDestroyedVpsIsNoLongerThere() {
        handle(requested(), placed(), provisioned(), destroyRequested(), destroyed());

        assertThat(register.on(HOST)).isEmpty();
    }

    @Test
    void aReclaimedVpsIsNoLongerThere() {
        handle(requested(), placed(), provisioningFailed(), reclaimed());

        assertThat(register.on(HOST)).isEmpty();
    }

    @Test
    void aMachineThatWasSeenIsNotedWithTheTime() {
        Instant later = NOW.plus(Duration.ofMinutes(1));
        handle(requested(), placed(), provisioned());
        register.seen(List.of(VPS.value()), later);

        assertThat(register.find(VPS)).contains(new Entry(VPS, Expectation.RUNNING, later, 2));
    }

    @Test
    void aNewNameChangesNothingButIsKnown() {
        handle(requested(), placed(), provisioned(), new VpsRenamed(VPS, ANN, "db-1", NOW.plusSeconds(1)));

        assertThat(register.find(VPS)).contains(new Entry(VPS, Expectation.RUNNING, NOW, 3));
    }

    @Test
    void resettingForgetsEverything() {
        handle(requested(), placed());
        register.reset();

        assertThat(register.on(HOST)).isEmpty();
    }
}
