package dev.litevps.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a host needs to build a machine.
 *
 * @param hostname what the guest calls itself
 * @param vcpu number of virtual processors
 * @param memoryMb memory in MiB
 * @param diskGb size of the root disk in GiB
 * @param ssh where the guest's SSH server shall answer
 * @param authorizedKeys public keys, one line each, that may log in as root: the platform's and the customer's
 * @param hostKey the guest's SSH host key
 * @param userData what its cloud-init is given; null if it has nothing to do, and does not run
 */
public record MachineSpec(
        MachineId id,
        String hostname,
        int vcpu,
        int memoryMb,
        int diskGb,
        SshEndpoint ssh,
        List<String> authorizedKeys,
        HostKey hostKey,
        @Nullable UserData userData) {

    public MachineSpec {
        authorizedKeys = List.copyOf(authorizedKeys);
    }

    /** Without user data. */
    public MachineSpec(
            MachineId id,
            String hostname,
            int vcpu,
            int memoryMb,
            int diskGb,
            SshEndpoint ssh,
            List<String> authorizedKeys,
            HostKey hostKey) {
        this(id, hostname, vcpu, memoryMb, diskGb, ssh, authorizedKeys, hostKey, null);
    }
}
