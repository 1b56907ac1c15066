package dev.litevps.host.dns;

import dev.litevps.host.MachineId;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names in the memory of this process: nobody else can look them up. */
public final class DnsTable implements Dns {

    private final @Nullable String zone;
    private final Map<MachineId, InetAddress> addresses = new ConcurrentHashMap<>();

    /** @param zone what names end with; null if machines shall show none */
    public DnsTable(@Nullable String zone) {
        this.zone = zone;
    }

    @Override
    public Optional<String> name(MachineId id) {
        return Optional.ofNullable(zone).map(end -> DnsLabels.of(id) + "." + end);
    }

    @Override
    public void publish(MachineId id, String address) {
        addresses.put(id, InetAddress.ofLiteral(address));
    }

    @Override
    public void remove(MachineId id) {
        addresses.remove(id);
    }

    @Override
    public List<DnsRecord> published() {
        return addresses.entrySet().stream()
                .map(entry -> new DnsRecord(entry.getKey(), entry.getValue().getHostAddress()))
                .toList();
    }
}
