package dev.litevps.events.host;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** Which hosts there are. There is one fleet. */
public sealed interface FleetEvent {

    Instant at();

    /** The allocator considers this host from now on. */
    @Revision("1")
    record HostJoined(HostId hostId, Instant at) implements FleetEvent {}
}
