package dev.litevps.command.alert;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.alert.AlertAddressCommand.AddAlertAddress;
import dev.litevps.command.alert.AlertAddressCommand.RemoveAlertAddress;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.alert.AlertAddressEvent.AlertAddressAdded;
import dev.litevps.events.alert.AlertAddressEvent.AlertAddressRemoved;
import dev.litevps.events.alert.AlertAddressId;
import dev.litevps.events.alert.AlertAddressesId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertAddressDecisionsTest {

    private static final int CALLERS = 30;

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void anAddressIsAdded() {
        assertThat(fixture.when(add(ANN, 1, "ops"))).containsExactly(added(ANN, 1, "ops"));
    }

    @Test
    void theSameAddressIsAddedOnce() {
        fixture.given(add(ANN, 1, "ops"));

        assertThat(fixture.when(add(ANN, 2, "ops"))).isEmpty();
    }

    @Test
    void theSameCommandCountsOnce() {
        fixture.given(add(ANN, 1, "ops"));

        assertThat(fixture.when(add(ANN, 1, "ops"))).isEmpty();
    }

    @Test
    void anotherAccountCanHaveTheSameAddress() {
        fixture.given(add(ANN, 1, "ops"));

        assertThat(fixture.when(add(BOB, 2, "ops"))).containsExactly(added(BOB, 2, "ops"));
    }

    @Test
    void anAddressThatWasRemovedCanBeAddedAgain() {
        fixture.given(add(ANN, 1, "ops"), remove(ANN, 1));

        assertThat(fixture.when(add(ANN, 2, "ops"))).containsExactly(added(ANN, 2, "ops"));
    }

    @Test
    void anAccountHasTwentyAddressesAtMost() {
        for (int number = 0; number < AddAlertAddress.MOST; number++) {
            fixture.given(add(ANN, number, "ops" + number));
        }

        assertThat(fixture.whenRefused(add(ANN, 99, "one too many")).code())
                .isEqualTo(RejectionCode.TOO_MANY_ALERT_ADDRESSES);

        fixture.given(remove(ANN, 0));
        assertThat(fixture.when(add(ANN, 99, "now there is room"))).hasSize(1);
    }

    @Test
    void parallelCallersCannotAddMoreThanTwenty() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> answers = IntStream.range(0, CALLERS)
                    .<Future<?>>mapToObj(number -> callers.submit(() -> fixture.send(add(ANN, number, "ops" + number))))
                    .toList();
            for (Future<?> answer : answers) {
                try {
                    answer.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(CommandRejected.class);
                }
            }
        }

        assertThat(fixture.eventsOf(new AlertAddressesId(ANN))).hasSize(AddAlertAddress.MOST);
    }

    @Test
    void anAddressIsRemoved() {
        fixture.given(add(ANN, 1, "ops"));

        assertThat(fixture.when(remove(ANN, 1)))
                .containsExactly(new AlertAddressRemoved(new AlertAddressesId(ANN), ANN, address(1), NOW));
    }

    @Test
    void anUnknownAddressCannotBeRemoved() {
        assertThat(fixture.whenRefused(remove(ANN, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_ALERT_ADDRESS);

        fixture.given(add(ANN, 1, "ops"), remove(ANN, 1));
        assertThat(fixture.whenRefused(remove(ANN, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_ALERT_ADDRESS);
    }

    @Test
    void somebodyElsesAddressCannotBeRemoved() {
        fixture.given(add(ANN, 1, "ops"));

        assertThat(fixture.whenRefused(remove(BOB, 1)).code()).isEqualTo(RejectionCode.UNKNOWN_ALERT_ADDRESS);
    }

    private static AlertAddressId address(int number) {
        return new AlertAddressId(new UUID(6, number));
    }

    private static AddAlertAddress add(AccountId account, int number, String email) {
        return new AddAlertAddress(
                new AlertAddressesId(account), address(number), new EncryptedText(email), "hash of " + email, NOW);
    }

    private static RemoveAlertAddress remove(AccountId account, int number) {
        return new RemoveAlertAddress(new AlertAddressesId(account), address(number), NOW);
    }

    private static AlertAddressAdded added(AccountId account, int number, String email) {
        return new AlertAddressAdded(
                new AlertAddressesId(account),
                account,
                address(number),
                new EncryptedText(email),
                "hash of " + email,
                NOW);
    }
}
