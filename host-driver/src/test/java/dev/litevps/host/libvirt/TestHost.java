package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.HostException;
import dev.litevps.host.Machine;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.guest.GuestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;

/**
 * A libvirt host for tests, under a prefix and in a folder of its own: it never touches another's machines, leaves
 * nothing, and clears away what a test run that was killed has left.
 */
final class TestHost implements AfterAllCallback, AutoCloseable {

    private static final Pattern PREFIX_OF_TESTS = Pattern.compile("litevps-test-p(\\d+)-\\d+");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final LibvirtSettings settings;
    private final LibvirtConnection connection;
    private final LibvirtHypervisor hypervisor;
    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);

    private TestHost(String uri) {
        String prefix = "litevps-test-p" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        settings = LibvirtSettings.defaults().withUri(uri).withPrefix(prefix).withDomainType(DomainType.QEMU);
        connection = new LibvirtConnection(uri, Duration.ofMinutes(1));
        connection.call("clear away what killed tests left", TestHost::sweep);
        hypervisor = new LibvirtHypervisor(settings);
    }

    /** libvirt's built-in mock. Skips the test, visibly, where libvirt is not installed. */
    static TestHost mock() {
        try {
            assertThat(Library.getVersion()).isPositive();
        } catch (LinkageError | LibvirtException notInstalled) {
            Assumptions.abort("libvirt's library is not installed; run host-setup");
        }
        return new TestHost("test:///default");
    }

    /** QEMU on this machine. Skips the test, visibly, where host-setup has not been done. */
    static TestHost real() {
        String obstacle = obstacle();
        Assumptions.assumeTrue(obstacle.isEmpty(), obstacle);
        return new TestHost("qemu:///system");
    }

    LibvirtHypervisor hypervisor() {
        return hypervisor;
    }

    LibvirtSettings settings() {
        return settings;
    }

    GuestKeys keys() {
        return keys;
    }

    /** Native calls past the driver. */
    LibvirtConnection connection() {
        return connection;
    }

    /** As the daemon does when it starts. */
    void lookAtFilesAnew() {
        connection.call("refresh the pool", connect -> {
            StoragePool pool = connect.storagePoolLookupByName(settings.prefix());
            pool.refresh(0);
            return pool.free();
        });
    }

    String domain(MachineId id) {
        return new MachineNames(settings.prefix()).domain(id);
    }

    /** An address that no test has used within the last 250. */
    static SshEndpoint nextEndpoint() {
        return new SshEndpoint("127.0.9." + (ADDRESSES.incrementAndGet() % 250 + 1), 2222);
    }

    /** A small machine. */
    MachineSpec spec(String hostname) {
        MachineId id = new MachineId(UUID.randomUUID());
        SshEndpoint ssh = nextEndpoint();
        return new MachineSpec(id, hostname, 1, 512, 4, ssh, List.of(keys.platformPublicKey()), keys.hostKey(id));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Leaves nothing, whatever the tests did to the driver. */
    @Override
    public void close() {
        hypervisor.close();
        try (LibvirtHypervisor cleaner = new LibvirtHypervisor(settings)) {
            for (Machine machine : cleaner.machines()) {
                cleaner.remove(machine.id());
            }
        } finally {
            connection.call("remove the pool of the tests", connect -> removePool(connect, settings.prefix()));
            connection.close();
        }
    }

    private static String obstacle() {
        Path setup = Path.of("host-setup/setup");
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve(setup))) {
                return check(folder.resolve(setup));
            }
        }
        return "host-setup is not part of this checkout";
    }

    private static String check(Path setup) {
        try {
            Process process = new ProcessBuilder(setup.toString(), "--check")
                    .redirectErrorStream(true)
                    .start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : words;
        } catch (IOException unusable) {
            return "host-setup does not run: " + unusable.getMessage();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HostException(HostException.Reason.CANCELLED, "interrupted", interrupted);
        }
    }

    private static boolean sweep(Connect connect) throws LibvirtException {
        for (Domain domain : connect.listAllDomains(0)) {
            if (isOfDeadTest(domain.getName().replaceAll("-[0-9a-f]{8}-[0-9a-f-]{27}$|-probe$", ""))) {
                if (domain.isActive() == 1) {
                    domain.destroy();
                }
                domain.undefine();
            }
            domain.free();
        }
        for (String pool : connect.listStoragePools()) {
            if (isOfDeadTest(pool)) {
                removePool(connect, pool);
            }
        }
        return true;
    }

    private static boolean isOfDeadTest(String prefix) {
        Matcher matcher = PREFIX_OF_TESTS.matcher(prefix);
        return matcher.matches()
                && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
    }

    private static boolean removePool(Connect connect, String name) throws LibvirtException {
        StoragePool pool = null;
        try {
            pool = connect.storagePoolLookupByName(name);
            for (String volume : pool.listVolumes()) {
                pool.storageVolLookupByName(volume).delete(0);
            }
            pool.destroy();
            pool.delete(0);
            pool.undefine();
            return true;
        } catch (LibvirtException notThere) {
            return false;
        } finally {
            if (pool != null) {
                pool.free();
            }
        }
    }
}
