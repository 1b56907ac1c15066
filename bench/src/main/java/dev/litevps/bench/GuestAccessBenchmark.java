package dev.litevps.bench;

import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Commands in a real guest and files to and from it, through the API; against the stock {@code ssh} over a connection that is
 * open already, and the stock {@code sftp}, with the same guest. In turns, so that both see the same machine.
 */
final class GuestAccessBenchmark {

    /** As in a server that has served for a while: until then, most of its code is interpreted. */
    private static final int WARM_UPS = 300;

    private static final int WARM_UP_TRANSFERS = 2;
    private static final int COMMANDS = 200;
    private static final int TRANSFERS = 5;
    private static final int FILE_MB = 100;
    private static final int BYTES_PER_MB = 1_000_000;

    private GuestAccessBenchmark() {}

    static void run(Report report) throws Exception {
        report.title("Reaching into a real guest");
        Path data = Files.createTempDirectory("litevps-bench-");
        try (ConfigurableApplicationContext server = RealGuestBenchmark.server(data)) {
            ApiCalls api = ApiCalls.logIn(
                    "http://127.0.0.1:" + server.getEnvironment().getRequiredProperty("local.server.port"));
            String keyId = api.uploadKey(StockSsh.makeKey(data));
            String id = api.createRunning("bench", List.of(keyId), 100);
            try (StockSsh ssh = StockSsh.to(endpoint(api.vps(id)), data)) {
                compareCommands(api, id, ssh, report);
                compareFiles(api, id, ssh, data, report);
            } finally {
                api.destroy(id);
            }
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static SshEndpoint endpoint(JsonNode vps) {
        return new SshEndpoint(
                vps.path("ip_address").asString(), vps.path("ssh_port").asInt());
    }

    private static void compareCommands(ApiCalls api, String id, StockSsh ssh, Report report) throws Exception {
        ssh.openMaster();
        List<Double> raw = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        for (int round = -WARM_UPS; round < COMMANDS; round++) {
            double byHand = millis(() -> ssh.exitCode("true"));
            double byApi = millis(() -> api.exec(id, "true"));
            if (round >= 0) {
                raw.add(byHand);
                whole.add(byApi);
            }
        }
        report.value("ssh over an open ControlMaster, median", Measurement.median(raw), "ms", "");
        report.value("POST exec, median", Measurement.median(whole), "ms", "");
        report.ratio("of the limit", Measurement.median(whole) / Measurement.median(raw), "1.0 or less");
    }

    private static void compareFiles(ApiCalls api, String id, StockSsh ssh, Path folder, Report report)
            throws Exception {
        Path file = folder.resolve("file");
        Path back = folder.resolve("back");
        Programs.run(List.of(
                "sh", "-c", "head -c " + (long) FILE_MB * BYTES_PER_MB + " /dev/urandom >\"$0\"", file.toString()));
        List<Double> putBySftp = new ArrayList<>();
        List<Double> putByApi = new ArrayList<>();
        List<Double> getBySftp = new ArrayList<>();
        List<Double> getByApi = new ArrayList<>();
        for (int round = -WARM_UP_TRANSFERS; round < TRANSFERS; round++) {
            double sftpUp = millis(() -> sftp(ssh, "put " + file + " /root/by-sftp"));
            double apiUp = millis(() -> api.upload(id, "/root/by-api", file));
            double sftpDown = millis(() -> sftp(ssh, "get /root/by-sftp " + back));
            requireSame(file, back);
            double apiDown = millis(() -> api.download(id, "/root/by-api", back));
            requireSame(file, back);
            if (round >= 0) {
                putBySftp.add(sftpUp);
                putByApi.add(apiUp);
                getBySftp.add(sftpDown);
                getByApi.add(apiDown);
            }
        }
        transfers("up", putBySftp, putByApi, report);
        transfers("down", getBySftp, getByApi, report);
    }

    private static Path sftp(StockSsh ssh, String command) throws IOException {
        ssh.sftp(command);
        return Path.of("");
    }

    private static void transfers(String way, List<Double> sftpMillis, List<Double> apiMillis, Report report) {
        double limit = megabytesPerSecond(sftpMillis);
        double rate = megabytesPerSecond(apiMillis);
        report.value("sftp, " + FILE_MB + " MB " + way, limit, "MB/s", "");
        report.value("files over the API, " + FILE_MB + " MB " + way, rate, "MB/s", "");
        report.ratio("of the limit", rate / limit, "1.0 or more");
    }

    private static double megabytesPerSecond(List<Double> millis) {
        return FILE_MB * 1_000 / Measurement.median(millis);
    }

    private static double millis(Callable<?> action) throws Exception {
        long begin = System.nanoTime();
        action.call();
        return Measurement.millisSince(begin);
    }

    private static void requireSame(Path one, Path other) throws IOException {
        if (Files.mismatch(one, other) != -1) {
            throw new IllegalStateException("what came back is not what was sent");
        }
    }
}
