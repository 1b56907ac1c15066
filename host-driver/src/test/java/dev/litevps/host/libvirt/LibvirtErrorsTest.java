package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.libvirt.Error.ErrorNumber.VIR_ERR_INTERNAL_ERROR;
import static org.libvirt.Error.ErrorNumber.VIR_ERR_NO_DOMAIN;
import static org.libvirt.Error.ErrorNumber.VIR_ERR_OPERATION_TIMEOUT;
import static org.libvirt.Error.ErrorNumber.VIR_ERR_RPC;
import static org.libvirt.Error.ErrorNumber.VIR_ERR_SYSTEM_ERROR;

import dev.litevps.host.HostException.Reason;
import org.junit.jupiter.api.Test;

class LibvirtErrorsTest {

    @Test
    void addressThatAnotherProgramHasIsTold() {
        assertThat(LibvirtErrors.reason(
                        VIR_ERR_INTERNAL_ERROR,
                        "process exited while connecting to monitor: qemu-system-x86_64: -netdev user,id=guest,"
                                + "hostfwd=tcp:127.0.9.1:2222-:22: Could not set up host forwarding rule"
                                + " 'tcp:127.0.9.1:2222-:22'"))
                .isEqualTo(Reason.ADDRESS_IN_USE);
    }

    @Test
    void fullDiskIsNoSpace() {
        assertThat(LibvirtErrors.reason(
                        VIR_ERR_SYSTEM_ERROR, "cannot allocate 4096 bytes in file: No space left on device"))
                .isEqualTo(Reason.NO_SPACE);
    }

    @Test
    void daemonThatIsAwayIsUnreachable() {
        assertThat(LibvirtErrors.reason(
                        VIR_ERR_SYSTEM_ERROR, "Failed to connect socket to '/var/run/libvirt/libvirt-sock'"))
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(LibvirtErrors.reason(VIR_ERR_RPC, "client socket is closed")).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void missingDomainIsNoSuchMachine() {
        assertThat(LibvirtErrors.reason(VIR_ERR_NO_DOMAIN, "Domain not found")).isEqualTo(Reason.NO_SUCH_MACHINE);
    }

    @Test
    void busyDomainIsTimedOut() {
        assertThat(LibvirtErrors.reason(VIR_ERR_OPERATION_TIMEOUT, "cannot acquire state change lock"))
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void anythingElseIsRefusedForGood() {
        assertThat(LibvirtErrors.reason(VIR_ERR_INTERNAL_ERROR, "whatever")).isEqualTo(Reason.REFUSED);
        assertThat(LibvirtErrors.reason(null, "whatever")).isEqualTo(Reason.REFUSED);
    }
}
