package dev.litevps.saga.machine;

import static dev.litevps.saga.Happenings.NOW;
import static dev.litevps.saga.Happenings.PLACEMENT;
import static dev.litevps.saga.Happenings.SHAPE;
import static dev.litevps.saga.Happenings.VPS;
import static dev.litevps.saga.machine.Workshop.machine;

import dev.litevps.host.Machine;
import dev.litevps.host.PowerState;
import java.time.Duration;
import java.time.Instant;

/** One order of each kind for the machine of one VPS, and what that machine is like. */
final class Orders {

    static final Duration PATIENCE = Duration.ofMinutes(5);
    static final Instant DEADLINE = NOW.plus(PATIENCE);

    static final MachineOrder BUILD = new MachineOrder.Build(VPS, PLACEMENT, SHAPE, DEADLINE);
    static final MachineOrder START = new MachineOrder.Start(VPS, PLACEMENT, SHAPE, DEADLINE);
    static final MachineOrder STOP = new MachineOrder.Stop(VPS, PLACEMENT, DEADLINE);
    static final MachineOrder RESTART = new MachineOrder.Restart(VPS, PLACEMENT, DEADLINE);
    static final MachineOrder TEARDOWN = new MachineOrder.Teardown(VPS, PLACEMENT);

    static final Machine RUNNING = new Machine(machine(VPS), true, true, PowerState.RUNNING);
    static final Machine OFF = new Machine(machine(VPS), true, true, PowerState.OFF);

    private Orders() {}
}
