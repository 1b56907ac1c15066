package dev.litevps.host.dns;

import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import java.util.List;
import java.util.Optional;

/**
 * The names under which machines are found: one for each, that follows from its id and so stays over every renaming.
 *
 * <p>All operations can be repeated, block, and throw {@link HostException}. Names that somebody else has put into the
 * zone are never changed: publishing at one is {@link HostException.Reason#REFUSED}, removing it changes nothing.
 */
public interface Dns {

    /** The full name of the machine, without a dot at the end; empty where machines have no names. Asks nobody. */
    Optional<String> name(MachineId id);

    /** Makes the machine's name lead to this literal IPv4 or IPv6 address, and to no other. */
    void publish(MachineId id, String address);

    /** Leaves nothing of the machine's name. Nothing there is success. */
    void remove(MachineId id);

    /** Every name that this installation has published and not removed. */
    List<DnsRecord> published();
}
