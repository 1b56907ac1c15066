package dev.litevps.host.simulated;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The screens of machines that are on: each is turned on when somebody first asks for it. */
final class Screens implements AutoCloseable {

    private final Map<MachineId, VncServer> servers = new ConcurrentHashMap<>();

    /** The TCP port on which a machine's screen is served. */
    int portOf(MachineSpec spec) {
        return servers.computeIfAbsent(spec.id(), id -> turnOn(spec)).port();
    }

    private static VncServer turnOn(MachineSpec spec) {
        List<String> lines = List.of(
                "LiteVPS simulated guest",
                "",
                "host: " + spec.hostname(),
                "id: " + spec.id(),
                "",
                "This machine has no keyboard. Log in over SSH.");
        try {
            return new VncServer(spec.hostname(), new Screen(lines));
        } catch (IOException e) {
            throw new HostException(Reason.REFUSED, "No VNC server can be started for " + spec.id(), e);
        }
    }

    void turnOff(MachineId id) {
        VncServer server = servers.remove(id);
        if (server != null) {
            server.close();
        }
    }

    @Override
    public void close() {
        servers.keySet().forEach(this::turnOff);
    }
}
