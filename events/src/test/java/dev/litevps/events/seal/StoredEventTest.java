package dev.litevps.events.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes that are hashed: if they change, what was sealed before is sealed no more. Made by another program. */
class StoredEventTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void everyFieldIsInItsPlace() {
        StoredEvent event = new StoredEvent(
                42,
                "event-1",
                "vps-\u20ac",
                7,
                "Vps",
                "2026-02-28T23:59:59.123Z",
                "dev.litevps.Made",
                "2",
                "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(HEX.formatHex(event.encoded()))
                .isEqualTo("01000000000000002a000000076576656e742d31000000077670732de282ac000000000000000700"
                        + "00000356707300000018323032362d30322d32385432333a35393a35392e3132335a000000106465"
                        + "762e6c6974657670732e4d6164650000000132000000077b2261223a317d000000027b7d");
        assertThat(HEX.formatHex(event.leafHash()))
                .isEqualTo("91f332bc9cae2df4b1498e13d333e03082ec067da3dcbfe226f023d93aee43e8");
    }

    @Test
    void whatIsAbsentIsNotWhatIsEmpty() {
        StoredEvent event =
                new StoredEvent(1L << 40, "e", "a", 0, null, "t", "p", null, new byte[0], new byte[] {0, (byte) 0xFF});

        assertThat(HEX.formatHex(event.encoded()))
                .isEqualTo("010000010000000000000000016500000001610000000000000000ffffffff000000017400000001"
                        + "70ffffffff000000000000000200ff");
        assertThat(HEX.formatHex(event.leafHash()))
                .isEqualTo("b260acae9154271f5a853c0a3f49a734003541a71c3308ef295094025ba73ea7");
    }
}
