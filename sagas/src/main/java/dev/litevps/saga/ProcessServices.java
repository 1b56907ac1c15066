package dev.litevps.saga;

import dev.litevps.saga.machine.MachineOrders;
import java.time.Clock;
import org.axonframework.deadline.DeadlineManager;

/** What a saga works with. Not part of its state: it is handed in anew whenever the saga is loaded. */
public record ProcessServices(
        SagaCommands commands,
        MachineOrders orders,
        DeadlineManager deadlines,
        ProcessTimeouts timeouts,
        Clock clock) {}
