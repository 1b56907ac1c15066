package dev.litevps.saga.machine;

import dev.litevps.events.host.HostId;
import dev.litevps.events.vps.Placement;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.Guest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.dns.Dns;
import dev.litevps.host.guest.GuestKeys;
import java.util.ArrayList;
import java.util.List;

/** The hosts and guests that this node reaches, in the words of the events. */
public final class HostAccess {

    private final HostDirectory hosts;
    private final Guest guest;
    private final GuestKeys keys;
    private final Dns dns;
    private final UserDataVault userData;

    public HostAccess(HostDirectory hosts, Guest guest, GuestKeys keys, Dns dns, UserDataVault userData) {
        this.hosts = hosts;
        this.guest = guest;
        this.keys = keys;
        this.dns = dns;
        this.userData = userData;
    }

    /** The machine that embodies the VPS. */
    public static MachineId machineId(VpsId vpsId) {
        return new MachineId(vpsId.value());
    }

    /** The host's driver; {@link HostException} if there is none here. */
    public Hypervisor hypervisor(HostId hostId) {
        return hosts.find(hostId)
                .orElseThrow(() -> new HostException(
                        HostException.Reason.UNREACHABLE, "no driver is configured for host " + hostId));
    }

    Guest guest() {
        return guest;
    }

    Dns dns() {
        return dns;
    }

    UserDataVault userData() {
        return userData;
    }

    /** How to reach the guest of a VPS that was put there. */
    public GuestAccess guestAccess(VpsId vpsId, Placement placement) {
        return new GuestAccess(machineId(vpsId), endpoint(placement), hostPublicKey(vpsId));
    }

    String hostPublicKey(VpsId vpsId) {
        return keys.hostKey(machineId(vpsId)).publicKey();
    }

    MachineSpec spec(VpsId vpsId, Placement placement, MachineOrder.Shape shape) {
        List<String> authorizedKeys = new ArrayList<>();
        authorizedKeys.add(keys.platformPublicKey());
        authorizedKeys.addAll(shape.authorizedKeys());
        return new MachineSpec(
                machineId(vpsId),
                shape.name(),
                shape.resources().vcpu(),
                shape.resources().memoryMb(),
                shape.resources().diskGb(),
                endpoint(placement),
                authorizedKeys,
                keys.hostKey(machineId(vpsId)),
                userData.find(vpsId).orElse(null));
    }

    private static SshEndpoint endpoint(Placement placement) {
        return new SshEndpoint(placement.address(), placement.sshPort());
    }
}
