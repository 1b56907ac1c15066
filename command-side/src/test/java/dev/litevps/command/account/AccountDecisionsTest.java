package dev.litevps.command.account;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.account;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.account.AccountCommand.EndSessions;
import dev.litevps.events.account.AccountEvent.SessionsEnded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountDecisionsTest {

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void thatAllSessionsWereEndedIsOnRecordEachTime() {
        fixture.given(account(ANN));

        assertThat(fixture.when(new EndSessions(ANN, NOW))).containsExactly(new SessionsEnded(ANN, NOW));
        assertThat(fixture.when(new EndSessions(ANN, NOW.plusSeconds(1))))
                .containsExactly(new SessionsEnded(ANN, NOW.plusSeconds(1)));
    }

    @Test
    void anAccountIsRegisteredOnce() {
        fixture.given(account(ANN));

        assertThat(fixture.when(account(ANN))).isEmpty();
    }
}
