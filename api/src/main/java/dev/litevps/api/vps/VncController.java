package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.host.MachineId;
import dev.litevps.query.vps.VpsLocation;
import dev.litevps.query.vps.VpsRow;
import dev.litevps.saga.machine.HostDirectory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/vps/:id/vnc-port}. */
@RestController
class VncController {

    private final OwnedVps owned;
    private final HostDirectory hosts;
    private final GuestThreads threads;

    VncController(OwnedVps owned, HostDirectory hosts, GuestThreads threads) {
        this.owned = owned;
        this.hosts = hosts;
        this.threads = threads;
    }

    /** The TCP port of the machine's VNC server on its host. */
    record VncPortResponse(int port) {}

    @GetMapping("/api/vps/{id}/vnc-port")
    Mono<VncPortResponse> vncPort(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return owned.find(id, caller).flatMap(row -> threads.run(() -> new VncPortResponse(port(row))));
    }

    private int port(VpsRow row) {
        VpsLocation location = row.location();
        if (location == null || !OwnedVps.runs(row)) {
            throw ApiException.conflict("wrong_state", "only a running VPS has a screen");
        }
        return hosts.find(location.hostId())
                .orElseThrow(() -> ApiException.conflict("host_unreachable", "the host does not answer at the moment"))
                .vncPort(new MachineId(row.id().value()));
    }
}
