package dev.litevps.host.libvirt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.PowerState;
import dev.litevps.host.guest.SshGuest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What only a real guest shows: that it boots, is what it was seeded to be, and hears the power button. */
class RealGuestTest {

    /** Far more than the 12 s that an emulated guest takes to boot: two of them share the cores with the build. */
    private static final Duration BOOT = Duration.ofMinutes(5);

    private final TestHost host = TestHost.real();
    private final LibvirtHypervisor hypervisor = host.hypervisor();
    private final MachineSpec spec = host.spec("web-01");
    private final GuestAccess access =
            new GuestAccess(spec.id(), spec.ssh(), spec.hostKey().publicKey());
    private final SshGuest guest = new SshGuest(host.keys());

    @AfterEach
    void leaveNothing() {
        guest.close();
        host.close();
    }

    @Test
    void guestIsWhatItWasSeededToBeAndKeepsItsDiskOverAShutdown() throws IOException {
        hypervisor.create(spec);
        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.RUNNING));
        assertScreenAnswers();
        guest.awaitReachable(access, BOOT, () -> false);

        assertThat(run("hostname")).isEqualTo("web-01\n");
        assertThat(run("nproc")).isEqualTo("1\n");
        // 4 GiB, less what ext4 keeps for itself.
        assertThat(Integer.parseInt(run("df -m --output=size / | tail -1").strip()))
                .isBetween(3700, 4096);
        assertThat(run("cat /etc/machine-id")).isEqualTo(spec.id().toString().replace("-", "") + "\n");
        assertThat(run("systemctl --failed --plain --no-legend")).isEmpty();
        assertThat(run("ls -l /etc/ssh/ssh_host_*_key | wc -l")).isEqualTo("1\n");
        assertThat(exec("timeout 5 bash -c '</dev/tcp/10.0.2.2/%d'".formatted(hypervisor.vncPort(spec.id())))
                        .exitCode())
                .as("it reaches its own screen, and so those of others, on the host")
                .isNotZero();
        run("echo kept > /root/note && sync");

        hypervisor.shutDown(spec.id(), Duration.ofMinutes(2));
        guest.forget(spec.id());
        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.OFF));
        assertReason(Reason.REFUSED, () -> hypervisor.vncPort(spec.id()));

        hypervisor.powerOn(spec.id());
        guest.awaitReachable(access, BOOT, () -> false);
        assertThat(run("cat /root/note")).isEqualTo("kept\n");
        assertThat(run("journalctl -b -1 -u systemd-logind | grep -c 'Power key pressed'")
                        .strip())
                .as("it was shut down by its power button")
                .isNotEqualTo("0");

        hypervisor.remove(spec.id());
        assertThat(hypervisor.machines()).isEmpty();
        assertNoFiles();
    }

    @Test
    void powerIsCutWhereAGuestDoesNotHearTheButton() {
        hypervisor.create(spec);

        // It has just been powered on: its kernel is not up.
        hypervisor.shutDown(spec.id(), Duration.ZERO);

        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.OFF));
    }

    @Test
    void addressThatAnotherProgramHasIsToldAndCanBeTriedAgain() throws IOException {
        try (ServerSocket other = new ServerSocket(
                spec.ssh().port(), 1, InetAddress.ofLiteral(spec.ssh().address()))) {
            assertThat(other.isBound()).isTrue();
            assertReason(Reason.ADDRESS_IN_USE, () -> hypervisor.create(spec));
        }

        hypervisor.create(spec);

        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.RUNNING));
    }

    @Test
    void keysAndDisksAreUnreadableToOtherUsersOfTheHost() throws IOException {
        hypervisor.create(spec);

        for (String suffix : new String[] {".qcow2", "-seed.iso"}) {
            Path file = host.settings().poolFolder().resolve(host.domain(spec.id()) + suffix);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void diskThatVanishedIsRefusedAtPowerOnAndMadeByCreate() throws IOException {
        hypervisor.create(spec);
        Path disk = host.settings().poolFolder().resolve(host.domain(spec.id()) + ".qcow2");
        Assumptions.assumeTrue(Files.isWritable(host.settings().poolFolder()), "only root can damage a disk");

        hypervisor.shutDown(spec.id(), Duration.ZERO);
        Files.delete(disk);
        assertReason(Reason.REFUSED, () -> hypervisor.powerOn(spec.id()));
        hypervisor.create(spec);
        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.RUNNING));
    }

    @Test
    void diskThatWasWholeOnceIsNeverMadeAnewAndOneThatWasNeverFinishedIs() throws IOException {
        hypervisor.create(spec);
        Path disk = host.settings().poolFolder().resolve(host.domain(spec.id()) + ".qcow2");
        Assumptions.assumeTrue(Files.isWritable(host.settings().poolFolder()), "only root can damage a disk");
        hypervisor.shutDown(spec.id(), Duration.ZERO);

        Files.write(disk, new byte[0]);
        host.lookAtFilesAnew();
        assertReason(Reason.REFUSED, () -> hypervisor.powerOn(spec.id()));
        assertReason(Reason.REFUSED, () -> hypervisor.create(spec));
        assertThat(disk).isEmptyFile();

        // Without a seed, which is written after the disk, nobody has ever had anything on that disk.
        Files.delete(host.settings().poolFolder().resolve(host.domain(spec.id()) + "-seed.iso"));
        host.lookAtFilesAnew();
        hypervisor.create(spec);
        assertThat(hypervisor.find(spec.id())).contains(new Machine(spec.id(), true, true, PowerState.RUNNING));
    }

    private ExecResult exec(String command) {
        return guest.exec(access, new ExecRequest(command, Duration.ofMinutes(1), 100_000));
    }

    private String run(String command) {
        ExecResult result = exec(command);
        assertThat(result.exitCode())
                .as("%s: %s%s", command, result.stdout(), result.stderr())
                .isZero();
        return result.stdout();
    }

    private void assertScreenAnswers() throws IOException {
        try (Socket screen = new Socket(InetAddress.getLoopbackAddress(), hypervisor.vncPort(spec.id()))) {
            assertThat(new String(screen.getInputStream().readNBytes(4), US_ASCII))
                    .isEqualTo("RFB ");
        }
    }

    private void assertNoFiles() throws IOException {
        try (var files = Files.list(host.settings().poolFolder())) {
            assertThat(files).isEmpty();
        }
    }

    private static void assertReason(Reason reason, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(HostException.class, thrown -> assertThat(thrown.reason())
                .as(thrown.getMessage())
                .isEqualTo(reason));
    }
}
