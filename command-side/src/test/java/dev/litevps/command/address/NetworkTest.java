package dev.litevps.command.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.command.CommandRejected;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private final Network network = Network.of("127.0.2.0/29");

    @Test
    void theFirstAndTheLastAddressAreNeverGivenOut() {
        Set<String> taken = Set.of("127.0.2.1", "127.0.2.2", "127.0.2.3", "127.0.2.4", "127.0.2.5", "127.0.2.6");

        assertThat(network.nextFree(0, taken::contains)).isEmpty();
    }

    @Test
    void itGoesRoundSoThatAnAddressRestsBeforeItIsGivenOutAgain() {
        assertThat(network.nextFree(0, _ -> false)).contains("127.0.2.1");
        assertThat(network.nextFree(network.position("127.0.2.1"), _ -> false)).contains("127.0.2.2");
        assertThat(network.nextFree(network.position("127.0.2.6"), _ -> false)).contains("127.0.2.1");
    }

    @Test
    void takenOnesAreSkipped() {
        assertThat(network.nextFree(0, Set.of("127.0.2.1", "127.0.2.2")::contains))
                .contains("127.0.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "127.0.2.0", "127.0.0.0/8", "127.0.2.0/31", "::1/64"})
    void whatIsNoNetworkOfMachinesIsRefused(String cidr) {
        assertThatThrownBy(() -> Network.of(cidr)).isInstanceOf(CommandRejected.class);
    }
}
