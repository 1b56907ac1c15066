package dev.litevps.bench;

import dev.litevps.LiteVps;
import dev.litevps.host.Capacity;
import dev.litevps.host.ExecRequest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import dev.litevps.host.simulated.SimulatedHypervisor;
import dev.litevps.host.simulated.SimulatedSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * From {@code POST /api/vps} to the answer of the first command, on simulated guests without boot delay; against the same
 * driver called directly, which is all of it that is not the platform's own.
 */
final class FirstExecBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final ExecRequest NOTHING = new ExecRequest("true", Duration.ofSeconds(10), 1_024);

    private final Duration duration;

    FirstExecBenchmark(int seconds) {
        this.duration = Duration.ofSeconds(seconds);
    }

    void run(Report report) throws Exception {
        report.title("From the request for a VPS to its first command's answer, simulated guests, one caller");
        report.rate("driver alone: create, reach, run a command, remove", driver());
        Path data = Files.createTempDirectory("litevps-bench-");
        try (ConfigurableApplicationContext server = new SpringApplicationBuilder(LiteVps.class)
                .run(
                        "--server.port=0",
                        "--litevps.data=" + data,
                        "--litevps.host.network=127.93.2.0/24",
                        "--logging.level.root=WARN")) {
            ApiCalls api = ApiCalls.logIn(
                    "http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port"));
            Callable<?> call = () -> api.createAndExec(1);
            Measurement whole = Load.run(List.of(call), WARM_UP, duration);
            report.rate("the same over HTTP, with removal", whole);
            report.value("of it until the first answer, median", firstAnswers(api), "ms", "150 or less");
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static double firstAnswers(ApiCalls api) throws Exception {
        int rounds = 51;
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            millis[round] = api.createAndExec(1).toNanos() / 1e6;
        }
        Arrays.sort(millis);
        return millis[rounds / 2];
    }

    private Measurement driver() throws Exception {
        GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
        try (SshGuest guest = new SshGuest(keys);
                SimulatedHypervisor hypervisor = new SimulatedHypervisor(
                        SimulatedSettings.inMemory().withCapacity(new Capacity(64, 65_536, 1_024)))) {
            Callable<?> cycle = () -> {
                MachineId id = new MachineId(UUID.randomUUID());
                SshEndpoint ssh = new SshEndpoint("127.93.1.1", 2222);
                hypervisor.create(new MachineSpec(
                        id, "bench", 1, 512, 10, ssh, List.of(keys.platformPublicKey()), keys.hostKey(id)));
                GuestAccess access = new GuestAccess(id, ssh, keys.hostKey(id).publicKey());
                guest.awaitReachable(access, Duration.ofSeconds(10), () -> false);
                guest.exec(access, NOTHING);
                guest.forget(id);
                hypervisor.remove(id);
                return id;
            };
            return Load.run(List.of(cycle), WARM_UP, duration);
        }
    }
}
