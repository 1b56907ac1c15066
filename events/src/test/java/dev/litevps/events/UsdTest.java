package dev.litevps.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsdTest {

    @Test
    void dollarsBecomeWholeMicroDollars() {
        assertThat(Usd.of("10.00").micros()).isEqualTo(10_000_000);
        assertThat(Usd.of("0.000001").micros()).isEqualTo(1);
        assertThat(Usd.of("-2.5").micros()).isEqualTo(-2_500_000);
        assertThat(Usd.of("1e3").micros()).isEqualTo(1_000_000_000);
    }

    /** Written out, the largest of these has so many digits that the conversion would not come back. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0.0000001", "9223372036854.775808", "1e14", "1e600000000", "1e-600000000", "-1e2147483000"})
    void whatIsNoWholeNumberOfMicroDollarsOrTooLargeIsRefusedAtOnce(String dollars) {
        BigDecimal amount = new BigDecimal(dollars);

        assertThatThrownBy(() -> Usd.of(amount)).isInstanceOf(ArithmeticException.class);
    }
}
