package dev.litevps.saga.machine;

import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import dev.litevps.host.dns.Dns;
import dev.litevps.host.dns.DnsRecord;
import dev.litevps.host.dns.DnsTable;
import java.util.List;
import java.util.Optional;

/** Names in memory, on a name server that can go away and come back. */
public final class InMemoryDns implements Dns {

    private final DnsTable table = new DnsTable("vps.example.com");
    private boolean away;

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    private DnsTable table() {
        if (away) {
            throw new HostException(HostException.Reason.UNREACHABLE, "away");
        }
        return table;
    }

    @Override
    public Optional<String> name(MachineId id) {
        return table.name(id);
    }

    @Override
    public void publish(MachineId id, String address) {
        table().publish(id, address);
    }

    @Override
    public void remove(MachineId id) {
        table().remove(id);
    }

    @Override
    public List<DnsRecord> published() {
        return table().published();
    }
}
