package dev.litevps.saga.topup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentWorkerTest {

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 4", "2, 8", "7, 256", "8, 300", "63, 300", "2147483647, 300"})
    void triesLessAndLessOftenButNeverLessThanEveryFiveMinutes(int failuresBefore, int seconds) {
        assertThat(PaymentWorker.backoff(failuresBefore)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
