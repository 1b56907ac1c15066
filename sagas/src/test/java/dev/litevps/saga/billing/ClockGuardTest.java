package dev.litevps.saga.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockGuardTest {

    private final TestClock clock = new TestClock(Instant.parse("2027-01-01T10:00:00Z"));
    private final ClockGuard guard = new ClockGuard(clock, clock::nanos);

    @Test
    void clocksThatAgreeAreTrusted() {
        clock.pass(Duration.ofMinutes(1));

        assertThat(guard.read()).isEqualTo(new ClockGuard.Reading(clock.instant(), Duration.ZERO, true));
    }

    @Test
    void fiveSecondsAreTolerated() {
        clock.set(ClockGuard.TOLERANCE);

        assertThat(guard.read().trusted()).isTrue();
    }

    @Test
    void moreThanFiveSecondsForwardAreNot() {
        clock.set(ClockGuard.TOLERANCE.plusMillis(1));

        assertThat(guard.read().trusted()).isFalse();
    }

    @Test
    void moreThanFiveSecondsBackAreNot() {
        clock.set(ClockGuard.TOLERANCE.plusMillis(1).negated());

        assertThat(guard.read().trusted()).isFalse();
    }

    @Test
    void afterAnAlarmTheClockIsBelievedAsItIs() {
        clock.set(Duration.ofHours(1));
        assertThat(guard.read().disagreement()).isEqualTo(Duration.ofHours(1));

        clock.pass(Duration.ofMinutes(1));

        assertThat(guard.read().trusted()).isTrue();
    }

    @Test
    void whatTimeSynchronisationCorrectsInADayIsTolerated() {
        clock.pass(Duration.ofDays(1));
        clock.set(Duration.ofSeconds(43));

        assertThat(guard.read().trusted()).isTrue();
    }
}
