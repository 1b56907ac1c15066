package dev.litevps.bench;

import dev.litevps.LiteVps;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.libvirt.LibvirtHypervisor;
import dev.litevps.host.libvirt.LibvirtSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * From {@code POST /api/vps} to the answer of the first command, on real guests; against {@code virsh start} of the same
 * machine with a new disk, and the stock {@code ssh} until it answers. In turns, so that both see the same host.
 */
final class RealGuestBenchmark {

    private static final String PREFIX = "litevps-bench";
    private static final int ROUNDS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private RealGuestBenchmark() {}

    static void run(Report report) throws Exception {
        report.title("From the request for a VPS to its first command's answer, real guests, " + ROUNDS + " rounds");
        Path data = Files.createTempDirectory("litevps-bench-");
        LibvirtSettings settings = LibvirtSettings.defaults()
                .withPrefix(PREFIX)
                .withMachinesFolder(LibvirtSettings.defaults().machinesFolder().resolve(PREFIX));
        GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
        double[] raw = new double[ROUNDS];
        double[] whole = new double[ROUNDS];
        try (LibvirtHypervisor hypervisor = new LibvirtHypervisor(settings);
                ConfigurableApplicationContext server = server(data)) {
            ApiCalls api = ApiCalls.logIn(
                    "http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port"));
            String publicKey = StockSsh.makeKey(data);
            for (int round = 0; round < ROUNDS; round++) {
                MachineId id = new MachineId(UUID.randomUUID());
                SshEndpoint ssh = new SshEndpoint("127.93.3.1", 2222);
                hypervisor.create(new MachineSpec(id, "bench", 1, 512, 10, ssh, List.of(publicKey), keys.hostKey(id)));
                try {
                    raw[round] = startAndLogIn(PREFIX + "-" + id, StockSsh.to(ssh, data));
                } finally {
                    hypervisor.remove(id);
                }
                whole[round] = api.createAndExec(50).toMillis();
            }
        } finally {
            Programs.run(List.of("virsh", "-c", "qemu:///system", "-q", "pool-destroy", PREFIX));
            Programs.run(List.of("virsh", "-c", "qemu:///system", "-q", "pool-undefine", PREFIX));
            FileSystemUtils.deleteRecursively(settings.machinesFolder());
            FileSystemUtils.deleteRecursively(data);
        }
        report.value("virsh start, then ssh until it answers, median", median(raw), "ms", "");
        report.value("POST /api/vps to the first command's answer, median", median(whole), "ms", "");
        report.ratio("of the limit", median(whole) / median(raw), "1.1 or less");
    }

    /** A whole server that drives real guests. */
    static ConfigurableApplicationContext server(Path data) {
        return new SpringApplicationBuilder(LiteVps.class)
                .run(
                        "--server.port=0",
                        "--litevps.data=" + data,
                        "--litevps.hypervisor=libvirt",
                        "--litevps.host.network=127.93.4.0/24",
                        "--logging.level.root=WARN");
    }

    /** Gives the machine a new disk on the same image, so that it boots for the first time once more. */
    private static double startAndLogIn(String domain, StockSsh ssh) throws Exception {
        virsh("destroy", domain);
        String disk = virsh("domblklist", domain)
                .lines()
                .filter(line -> line.contains("vda"))
                .map(line -> line.substring(line.indexOf('/')).strip())
                .findFirst()
                .orElseThrow();
        Path base = LibvirtSettings.defaults().imageFolder().toRealPath().resolve("root.qcow2");
        Files.delete(Path.of(disk));
        Programs.run(
                List.of("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", base.toString(), disk, "10G"));
        long begin = System.nanoTime();
        virsh("start", domain);
        while (ssh.exitCode("true") != 0) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("the guest does not answer");
            }
            Thread.sleep(50);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static String virsh(String action, String domain) throws IOException {
        return Programs.run(List.of("virsh", "-c", "qemu:///system", "-q", action, domain));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
