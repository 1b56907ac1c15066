package dev.litevps.command.host;

import static dev.litevps.command.World.HOST;
import static dev.litevps.command.World.OTHER_HOST;
import static dev.litevps.command.World.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Resources;
import dev.litevps.events.host.HostId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocatorTest {

    private static final Resources REQUEST = new Resources(1, 1_024, 10);

    private static HostOffer offer(HostId id, int vcpu, int memoryMb, int diskGb) {
        return new HostOffer(id, new Resources(vcpu, memoryMb, diskGb), POOL, true);
    }

    @Test
    void theFullestHostThatStillHasRoomIsChosen() {
        HostOffer full = offer(HOST, 2, 2_048, 20);
        HostOffer empty = offer(OTHER_HOST, 16, 65_536, 500);

        assertThat(Allocator.choose(REQUEST, List.of(empty, full))).contains(full);
    }

    @Test
    void aHostThatLacksOneThingIsPassedOver() {
        assertThat(Allocator.choose(REQUEST, List.of(offer(HOST, 0, 4_096, 40), offer(OTHER_HOST, 4, 1_023, 40))))
                .isEmpty();
    }

    @Test
    void aSilentHostIsChosenOnlyIfNoOtherHasRoom() {
        HostOffer silent = new HostOffer(HOST, new Resources(2, 2_048, 20), POOL, false);
        HostOffer emptier = offer(OTHER_HOST, 16, 65_536, 500);

        assertThat(Allocator.choose(REQUEST, List.of(silent, emptier))).contains(emptier);
        assertThat(Allocator.choose(REQUEST, List.of(silent, offer(OTHER_HOST, 0, 0, 0))))
                .contains(silent);
    }

    @Test
    void betweenEqualsTheChoiceIsAlwaysTheSame() {
        HostOffer one = offer(HOST, 2, 2_048, 20);
        HostOffer other = offer(OTHER_HOST, 2, 2_048, 20);

        assertThat(Allocator.choose(REQUEST, List.of(one, other)))
                .isEqualTo(Allocator.choose(REQUEST, List.of(other, one)));
    }
}
