package dev.litevps.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Usd;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BurnTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:42Z");

    @Test
    void whereNothingBurnsNothingRunsOut() {
        Burn nothing = new Burn(Usd.ZERO, 0);
        assertThat(nothing.runwayHours(Usd.of("1"))).isEmpty();
        assertThat(nothing.exhaustedAt(Usd.of("1"), NOW)).isEmpty();
    }

    @Test
    void theRunwayIsRoundedDown() {
        assertThat(new Burn(Usd.of("0.03"), 1).runwayHours(Usd.of("0.02"))).contains(new BigDecimal("0.66"));
    }

    @Test
    void theLastMinuteIsChargedWhenItIsOver() {
        assertThat(new Burn(Usd.of("0.60"), 1).exhaustedAt(Usd.of("0.011"), NOW))
                .as("the second minute takes what is left")
                .contains(Instant.parse("2026-11-23T10:02:00Z"));
    }

    @Test
    void whatIsUsedUpLastsNoTimeAtAll() {
        Burn burn = new Burn(Usd.of("0.60"), 1);
        assertThat(burn.runwayHours(Usd.of("-1"))).contains(new BigDecimal("0.00"));
        assertThat(burn.exhaustedAt(Usd.of("-1"), NOW)).contains(Instant.parse("2026-11-23T10:00:00Z"));
    }

    @Test
    void whatLastsForAThousandYearsHasNoEnd() {
        Burn burn = new Burn(new Usd(1), 1);
        assertThat(burn.exhaustedAt(new Usd(Long.MAX_VALUE), NOW)).isEmpty();
        assertThat(burn.runwayHours(new Usd(Long.MAX_VALUE))).isPresent();
    }

    @Test
    void anotherVpsBurnsInAddition() {
        assertThat(new Burn(Usd.of("0.60"), 1).with(Usd.of("0.40"))).isEqualTo(new Burn(Usd.of("1.00"), 2));
    }
}
