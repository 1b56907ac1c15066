package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.VPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.ProcessDatabase;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MachineLocksTest {

    private final MachineLocks locks = new MachineLocks(ProcessDatabase.empty());
    private final MachineLocks locksOfAnotherNode = new MachineLocks(ProcessDatabase.empty());

    @Test
    void whoHasTheLockWorks() {
        assertThat(locks.tryWith(VPS, () -> "done")).contains("done");
    }

    @Test
    void nobodyElseWorksMeanwhile() {
        Optional<Optional<String>> outcome =
                locks.tryWith(VPS, () -> locksOfAnotherNode.tryWith(VPS, () -> "done twice"));

        assertThat(outcome).contains(Optional.empty());
    }

    @Test
    void otherMachinesAreWorkedOnMeanwhile() {
        VpsId other = new VpsId(new UUID(5, 2));

        assertThat(locks.tryWith(VPS, () -> locksOfAnotherNode.tryWith(other, () -> "done")))
                .contains(Optional.of("done"));
    }

    @Test
    void theLockIsFreeAfterwards() {
        locks.tryWith(VPS, () -> "done");

        assertThat(locksOfAnotherNode.tryWith(VPS, () -> "done again")).contains("done again");
    }

    @Test
    void theLockIsFreeAfterAFailure() {
        assertThatThrownBy(() -> locks.tryWith(VPS, () -> {
                    throw new IllegalStateException("in the middle of it");
                }))
                .hasMessage("in the middle of it");

        assertThat(locksOfAnotherNode.tryWith(VPS, () -> "done")).contains("done");
    }
}
