package dev.litevps.host.dns;

import dev.litevps.host.MachineId;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A machine's name as it was found.
 *
 * @param address where it leads; null if it is marked as a machine's name and leads nowhere
 */
public record DnsRecord(MachineId id, @Nullable String address) {

    /** Whether it leads there, however the literal address is written. */
    public boolean leadsTo(String other) {
        return address != null && InetAddress.ofLiteral(address).equals(InetAddress.ofLiteral(other));
    }
}
