package dev.litevps.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.saga.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertTextTest {

    private static final AccountId ANN = new AccountId(new UUID(1, 1));
    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofDays(3));

    private static AlertText low(String balance, String burnPerHour) {
        return AlertText.of(new Alert.LowBalance(ANN, Usd.of(balance), Usd.of(burnPerHour), NOW));
    }

    @Test
    void aLowBalanceSaysHowMuchIsLeftAndForHowLong() {
        assertThat(low("0.42", "0.0667")).isEqualTo(new AlertText("LiteVPS: your balance is low, $0.4200 left", """
                Your balance is low.

                Balance:         $0.4200
                Machines cost:   $0.0667 per hour
                It is used up:   1 Jan 2027 18:17 UTC, in 6 h 17 min

                When it is used up, all of your machines are stopped.

                What to do: top up, with POST /api/billing/add-funds.
                Or stop the machines that you do not need; a stopped one costs nothing.

                --\s
                This is about account 00000000-0000-0001-0000-000000000001.
                Where its alerts are sent: /api/billing/notify-emails
                """));
    }

    @ParameterizedTest
    @CsvSource({
        "1.00, 0.50, 2 h 0 min",
        "0.995, 0.02, 2 days 1 h",
        "0.959999, 0.02, 47 h 59 min",
        "0.000001, 0.50, 0 h 0 min",
        "0.00, 0.50, 0 h 0 min",
        "-0.10, 0.50, 0 h 0 min",
        "9000000000.00, 0.50, 750000000 days 0 h"
    })
    void theTimeLeftIsRoundedDown(String balance, String burnPerHour, String inWords) {
        assertThat(low(balance, burnPerHour).text()).contains(", in " + inWords + "\n");
    }

    @Test
    void aLowBalanceThatNothingUsesUpSaysSo() {
        assertThat(low("0.42", "0.00").text()).contains("No machine is running").doesNotContain("used up");
    }

    @Test
    void aBalanceThatIsUsedUpSaysUntilWhenDisksAreKept() {
        AlertText text = AlertText.of(new Alert.BalanceExhausted(ANN, Usd.of("-0.0012"), END, NOW));

        assertThat(text.subject()).isEqualTo("LiteVPS: your balance is used up, your machines are being stopped");
        assertThat(text.text()).contains("-$0.0012", "4 Jan 2027 12:00 UTC", "top up");
    }

    @Test
    void theLastWarningSaysWhen() {
        AlertText text = AlertText.of(new Alert.GraceEnding(ANN, END, END.minus(Duration.ofDays(1))));

        assertThat(text.subject())
                .isEqualTo("LiteVPS: last warning, your machines will be destroyed on 4 Jan 2027 12:00 UTC");
        assertThat(text.text()).contains("in 24 h 0 min", "last warning", "top up");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 machine", "2, 2 machines"})
    void theEndSaysHowMuchIsLost(int machines, String inWords) {
        AlertText text = AlertText.of(new Alert.GraceEnded(ANN, machines, NOW));

        assertThat(text.text()).contains("Being destroyed: " + inWords + ", with everything on the disks");
    }

    @Test
    void aSpendLimitSaysWhichTokenAndHowMuch() {
        AccessTokenId token = new AccessTokenId(new UUID(2, 2));
        AlertText text = AlertText.of(new Alert.SpendLimitReached(ANN, token, Usd.of("2.000049"), Usd.of("2.00"), NOW));

        assertThat(text.subject()).isEqualTo("LiteVPS: an access token has reached its spend limit of $2.0000");
        assertThat(text.text()).contains(token.toString(), "Spent:        $2.0000");
    }

    static Stream<Alert> everyAlert() {
        return Stream.of(
                new Alert.LowBalance(ANN, Usd.of("0.42"), Usd.of("0.0667"), NOW),
                new Alert.BalanceExhausted(ANN, Usd.ZERO, END, NOW),
                new Alert.GraceEnding(ANN, END, NOW),
                new Alert.GraceEnded(ANN, 1, NOW),
                new Alert.SpendLimitReached(
                        ANN, new AccessTokenId(new UUID(2, 2)), Usd.of("2.00"), Usd.of("2.00"), NOW));
    }

    @ParameterizedTest
    @MethodSource("everyAlert")
    void everyAlertFitsIntoALineAndSaysWhereItComesFrom(Alert alert) {
        AlertText text = AlertText.of(alert);

        assertThat(text.subject()).hasSizeLessThan(100).doesNotContain("\n");
        assertThat(text.text().lines()).allMatch(line -> line.length() < 120);
        assertThat(text.text()).contains(ANN.toString()).endsWith("/api/billing/notify-emails\n");
    }
}
