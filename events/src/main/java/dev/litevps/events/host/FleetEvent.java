package dev.litevps.events.host;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** Which hosts there are. There is one fleet. */
public sealed interface FleetEvent {

    Instant at();

    /** The allocator considers this host from now on. */
    @Revision("1")
    record HostJoined(HostId hostId, Instant at) implements FleetEvent {}

    /** The host is no longer in the fleet. Its name and its addresses can be given to another. */
    @Revision("1")
    record HostLeft(HostId hostId, Instant at) implements FleetEvent {}
}
