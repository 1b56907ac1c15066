package dev.litevps.command.vps;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.BOB;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.PLAN;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.credit;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.DecisionFixture;
import dev.litevps.command.World;
import dev.litevps.command.ledger.InsufficientBalance;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.sshkey.SshKeyId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trial is decided as the real thing would be, and leaves nothing behind. */
class TryCreateVpsTest {

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeEach
    void setUp() {
        fixture.given(ready());
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void whatWouldBeAcceptedIsAcceptedAndChangesNothing() {
        assertThat(fixture.when(new TryCreateVps(createVps(ANN, 1)))).isEmpty();
        assertThat(fixture.eventsOf(vps(1))).isEmpty();
    }

    @Test
    void whatWouldBeRefusedIsRefusedForTheSameReason() {
        PlanId unknown = new PlanId(UUID.randomUUID());
        SshKeyId key = new SshKeyId(UUID.randomUUID());
        for (CreateVps request : List.of(
                new CreateVps(vps(1), ANN, null, "a b", PLAN, List.of(), NOW),
                new CreateVps(vps(1), ANN, null, "web", unknown, List.of(), NOW),
                new CreateVps(vps(1), ANN, null, "web", PLAN, List.of(key), NOW))) {
            CommandRejected refusal = fixture.whenRefused(new TryCreateVps(request));
            assertThat(refusal.code()).isEqualTo(fixture.whenRefused(request).code());
        }
    }

    @Test
    void withoutTheMoneyForAnHourItIsRefusedWithBothFigures() {
        fixture.given(credit(BOB, "0.59"));

        CommandRejected refusal = fixture.whenRefused(new TryCreateVps(createVps(BOB, 1)));

        assertThat(refusal).isInstanceOf(InsufficientBalance.class);
        assertThat(((InsufficientBalance) refusal).available()).isEqualTo(Usd.of("0.59"));
        assertThat(((InsufficientBalance) refusal).required()).isEqualTo(World.HOUR);
    }

    @Test
    void whatIsHeldForOthersCannotBeSpent() {
        fixture.given(credit(BOB, "0.60"), createVps(BOB, 1));

        assertThat(fixture.whenRefused(new TryCreateVps(createVps(BOB, 2)))).isInstanceOf(InsufficientBalance.class);
    }
}
