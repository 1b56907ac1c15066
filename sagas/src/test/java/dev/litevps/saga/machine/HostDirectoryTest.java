package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.host.HostId;
import dev.litevps.host.Hypervisor;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HostDirectoryTest {

    private static final HostId ADDED = new HostId(new UUID(3, 7));

    private final Set<HostId> added = new HashSet<>();
    private final Hypervisor own = new InMemoryHypervisor();
    private final HostDirectory directory = new HostDirectory(Map.of(HOST, own), new HostDirectory.AddedHosts() {

        @Override
        public Set<HostId> ids() {
            return Set.copyOf(added);
        }

        @Override
        public Optional<Hypervisor> open(HostId hostId) {
            return added.contains(hostId) ? Optional.of(new InMemoryHypervisor()) : Optional.empty();
        }
    });

    @Test
    void aHostIsFoundFromWhenItIsAddedWithTheSameDriverEachTime() {
        assertThat(directory.find(ADDED)).isEmpty();
        added.add(ADDED);

        Optional<Hypervisor> found = directory.find(ADDED);

        assertThat(found).isPresent();
        assertThat(directory.find(ADDED)).isEqualTo(found);
        assertThat(directory.all()).containsOnlyKeys(HOST, ADDED).containsEntry(HOST, own);
    }

    @Test
    void aHostThatWasRemovedIsLetGo() {
        added.add(ADDED);
        assertThat(directory.all()).hasSize(2);
        added.remove(ADDED);

        assertThat(directory.all()).containsOnlyKeys(HOST);
        assertThat(directory.find(ADDED)).isEmpty();
    }
}
