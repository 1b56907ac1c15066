package dev.litevps.api.http;

import dev.litevps.LiteVps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A whole server in this process, on a free port and with a data folder of its own, both gone when it is closed. */
final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Path data;

    private Server(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    /** Starts a server; {@code properties} as {@code name=value}. */
    static Server start(String... properties) {
        Path data = temporaryFolder();
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "litevps.data=" + data,
                "litevps.host.network=" + network(),
                "logging.level.root=WARN",
                "logging.level.litevps=INFO"));
        all.addAll(Arrays.asList(properties));
        try {
            return new Server(
                    new SpringApplicationBuilder(LiteVps.class)
                            .run(all.stream().map(property -> "--" + property).toArray(String[]::new)),
                    data);
        } catch (RuntimeException e) {
            delete(data);
            throw e;
        }
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        delete(data);
    }

    /** Two test runs may follow each other closely or meet: each has loopback addresses of its own. */
    private static String network() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "127.%d.%d.0/24".formatted(random.nextInt(64, 250), random.nextInt(0, 256));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("litevps-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
