package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.ExecRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundedCommandTest {

    @Test
    void quotesMakeOneWordOfAnything() {
        assertThat(BoundedCommand.quote("echo 'it''s' \"$x\" \\ `y`\n;"))
                .isEqualTo("'echo '\\''it'\\'''\\''s'\\'' \"$x\" \\ `y`\n;'");
    }

    @Test
    void timeIsGivenToTheMillisecond() {
        assertThat(line(Duration.ofMillis(1_500))).contains("timeout -k 2s 1.500s sh -c");
        assertThat(line(Duration.ofMinutes(5))).contains("timeout -k 2s 300.000s sh -c");
    }

    @Test
    void timeIsNeverRoundedToNone() {
        // For coreutils' timeout, 0 means without limit.
        assertThat(line(Duration.ofNanos(1))).contains(" 0.001s ");
    }

    private static String line(Duration timeout) {
        return BoundedCommand.of(new ExecRequest("true", timeout, 100));
    }
}
