package dev.litevps.command.account;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.account;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.World;
import dev.litevps.command.account.AccountCommand.EndSessions;
import dev.litevps.command.account.AccountCommand.EraseAccount;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.PlaceVps;
import dev.litevps.command.vps.VpsCommand.ReportProvisioned;
import dev.litevps.command.vps.VpsCommand.ReportStopped;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.account.AccountEvent.SessionsEnded;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @Test
    void anAccountIsErasedOnceAndSaysWhyAndByWhom() {
        fixture.given(account(ANN));

        assertThat(fixture.when(new EraseAccount(ANN, BOB, Role.SUPPORT, "asked for", NOW)))
                .containsExactly(new AccountErased(ANN, BOB, "asked for", NOW));
        assertThat(fixture.when(new EraseAccount(ANN, BOB, Role.SUPPORT, "asked for", NOW)))
                .isEmpty();
    }

    @Test
    void nobodyErasesTheOwnAccountOrOneThatIsNotThere() {
        fixture.given(account(ANN));

        assertThat(fixture.whenRefused(new EraseAccount(ANN, ANN, Role.SUPPORT, "asked for", NOW))
                        .code())
                .isEqualTo(RejectionCode.OWN_ACCOUNT);
        assertThat(fixture.whenRefused(new EraseAccount(BOB, ANN, Role.SUPPORT, "asked for", NOW))
                        .code())
                .isEqualTo(RejectionCode.UNKNOWN_ACCOUNT);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "CUSTOMER", mode = EnumSource.Mode.EXCLUDE)
    void accountsOfStaffAreErasedByOperatorsOnly(Role role) {
        fixture.given(new RegisterAccount(ANN, new EncryptedText("c2VjcmV0"), role, NOW));

        assertThat(fixture.whenRefused(new EraseAccount(ANN, BOB, Role.SUPPORT, "left", NOW))
                        .code())
                .isEqualTo(RejectionCode.STAFF_ACCOUNT);
        assertThat(fixture.when(new EraseAccount(ANN, BOB, Role.OPERATOR, "left", NOW)))
                .containsExactly(new AccountErased(ANN, BOB, "left", NOW));
        assertThat(fixture.when(new EraseAccount(ANN, BOB, Role.SUPPORT, "left", NOW)))
                .as("repeated, by whomever")
                .isEmpty();
    }

    @Test
    void anAccountWithMachinesCannotBeErasedUntilTheyAreDestroyed() {
        fixture.given(World.ready());
        fixture.given(new CreateVps(vps(1), ANN, null, "web", World.PLAN, List.of(), NOW), new PlaceVps(vps(1), NOW));
        EraseAccount erase = new EraseAccount(ANN, BOB, Role.SUPPORT, "asked for", NOW);
        assertThat(fixture.whenRefused(erase).code()).as("being made").isEqualTo(RejectionCode.ACCOUNT_IN_USE);

        fixture.given(new ReportProvisioned(vps(1), World.HOST_KEY, NOW));
        assertThat(fixture.whenRefused(erase).code()).as("running").isEqualTo(RejectionCode.ACCOUNT_IN_USE);

        fixture.given(new StopVps(vps(1), ANN, NOW), new ReportStopped(vps(1), NOW));
        assertThat(fixture.whenRefused(erase).code()).as("stopped").isEqualTo(RejectionCode.ACCOUNT_IN_USE);

        fixture.given(new DestroyVps(vps(1), ANN, NOW));
        assertThat(fixture.when(erase)).hasSize(1);
    }
}
