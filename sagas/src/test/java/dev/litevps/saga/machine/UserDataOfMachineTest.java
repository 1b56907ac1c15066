package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.machine.Orders.BUILD;
import static dev.litevps.saga.machine.Orders.OFF;
import static dev.litevps.saga.machine.Orders.START;
import static dev.litevps.saga.machine.Orders.TEARDOWN;
import static dev.litevps.saga.machine.Workshop.machine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.UserData;
import org.junit.jupiter.api.Test;

/** What becomes of the user data of a VPS when work is done on its machine. */
class UserDataOfMachineTest {

    private static final String SCRIPT = "#!/bin/sh\nls\n";

    private final Workshop workshop = new Workshop();

    @Test
    void aMachineIsBuiltWithTheUserDataOfItsVps() {
        workshop.userData().keep(VPS, SCRIPT);
        workshop.order(BUILD);
        workshop.work();

        assertThat(workshop.host().spec(machine(VPS)).map(MachineSpec::userData))
                .contains(new UserData(SCRIPT));
    }

    @Test
    void aMachineThatIsSwitchedOnAgainGetsTheSame() {
        workshop.userData().keep(VPS, SCRIPT);
        workshop.host().put(OFF);
        workshop.order(START);
        workshop.work();

        assertThat(workshop.host().spec(machine(VPS)).map(MachineSpec::userData))
                .contains(new UserData(SCRIPT));
    }

    @Test
    void itIsErasedWhenNothingOfTheMachineIsLeft() {
        workshop.userData().keep(VPS, SCRIPT);
        workshop.order(TEARDOWN);
        workshop.work();

        assertThat(workshop.userData().find(VPS)).isEmpty();
    }

    @Test
    void itIsKeptWhileSomethingOfTheMachineIsLeft() {
        workshop.userData().keep(VPS, SCRIPT);
        workshop.host().fail(Reason.UNREACHABLE);
        workshop.order(TEARDOWN);
        workshop.work();

        assertThat(workshop.userData().find(VPS)).contains(new UserData(SCRIPT));
    }
}
