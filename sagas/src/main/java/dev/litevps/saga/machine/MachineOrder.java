package dev.litevps.saga.machine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.litevps.events.Resources;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work on one machine that a process wants done. A newer order for the same machine takes the place of an older one,
 * also of one that is being carried out.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MachineOrder.Build.class, name = "build"),
    @JsonSubTypes.Type(value = MachineOrder.Start.class, name = "start"),
    @JsonSubTypes.Type(value = MachineOrder.Stop.class, name = "stop"),
    @JsonSubTypes.Type(value = MachineOrder.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = MachineOrder.Teardown.class, name = "teardown")
})
public sealed interface MachineOrder {

    VpsId vpsId();

    /** What a host must know to build the machine, or to build it again around its disk. */
    record Shape(String name, Resources resources, List<String> authorizedKeys) {
        public Shape {
            authorizedKeys = List.copyOf(authorizedKeys);
        }
    }

    /** An order that fails if it is not done by its deadline. */
    sealed interface Timed extends MachineOrder {

        Placement placement();

        Instant deadline();
    }

    /** Build the machine and wait until its guest can be reached. */
    record Build(VpsId vpsId, Placement placement, Shape shape, Instant deadline) implements Timed {}

    /** Switch the machine on and wait until its guest can be reached. */
    record Start(VpsId vpsId, Placement placement, Shape shape, Instant deadline) implements Timed {}

    /** Shut the machine down. */
    record Stop(VpsId vpsId, Placement placement, Instant deadline) implements Timed {}

    /** Reboot the machine and wait until its guest can be reached. */
    record Restart(VpsId vpsId, Placement placement, Instant deadline) implements Timed {}

    /** Leave nothing of the machine on its host, however long it takes. Without a placement there is nothing to remove. */
    record Teardown(VpsId vpsId, @Nullable Placement placement) implements MachineOrder {}
}
