package dev.litevps.saga.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.litevps.events.vps.VpsId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GuestPlacesTest {

    private final GuestPlaces places = new GuestPlaces(2);

    private static VpsId vps(int number) {
        return new VpsId(new UUID(5, number));
    }

    @Test
    void aGuestIsTalkedToOnceAtATime() {
        assertThat(places.tryWith(vps(1), () -> places.tryWith(vps(1), () -> "twice")))
                .contains(Optional.empty());
        assertThat(places.tryWith(vps(1), () -> "again")).contains("again");
    }

    @Test
    void onlySoManyGuestsAreTalkedToAtATime() {
        assertThat(places.tryWith(vps(1), () -> places.tryWith(vps(2), () -> places.tryWith(vps(3), () -> "three"))))
                .contains(Optional.of(Optional.empty()));
        assertThat(places.tryWith(vps(1), () -> places.tryWith(vps(3), () -> "two")))
                .contains(Optional.of("two"));
    }

    @Test
    void whoFailsLeavesThePlace() {
        for (int time = 0; time < 3; time++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> places.tryWith(vps(1), () -> {
                        throw new IllegalStateException("no");
                    }));
        }
        assertThat(places.tryWith(vps(1), () -> "in")).contains("in");
    }
}
