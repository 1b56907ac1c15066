package dev.litevps.api.http;

import dev.litevps.LiteVps;
import dev.litevps.api.eventstore.DatabaseCoordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A whole server in this process, on a free port and with a data folder of its own, both gone when it is closed. */
public final class Server implements AutoCloseable {

    private static final String NETWORK = "litevps.host.network=";

    private final ConfigurableApplicationContext context;
    private final Runnable cleanUp;

    private Server(ConfigurableApplicationContext context, Runnable cleanUp) {
        this.context = context;
        this.cleanUp = cleanUp;
    }

    /** Starts a server; {@code properties} as {@code name=value}. */
    public static Server start(String... properties) {
        Path data = temporaryFolder();
        try {
            if (Arrays.stream(properties).noneMatch(property -> property.startsWith("spring.datasource.url="))) {
                FreshDatabase.copyTo(data);
            }
            return start(data, () -> delete(data), properties);
        } catch (RuntimeException e) {
            delete(data);
            throw e;
        }
    }

    /** Starts a server on a folder that outlives it. */
    public static Server startOn(Path data, String... properties) {
        return start(data, () -> {}, properties);
    }

    /** Starts another node on the database of a server, with the same secret. */
    public static Server beside(Server first, String... properties) {
        DatabaseCoordinates database = first.bean(DatabaseCoordinates.class);
        List<String> all = new ArrayList<>(List.of(
                "spring.datasource.url=jdbc:postgresql://%s:%d/%s?sslmode=disable"
                        .formatted(database.host(), database.port(), database.database()),
                "spring.datasource.username=" + database.username(),
                "spring.datasource.password=" + database.password(),
                NETWORK + first.context().getEnvironment().getRequiredProperty("litevps.host.network"),
                "litevps.database.pool-size=10",
                "litevps.master-secret=" + masterSecret(first)));
        all.addAll(Arrays.asList(properties));
        return start(all.toArray(String[]::new));
    }

    private static String masterSecret(Server server) {
        try {
            return Files.readString(
                    Path.of(server.context().getEnvironment().getRequiredProperty("litevps.data"), "master.secret"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Server start(Path data, Runnable cleanUp, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0", "litevps.data=" + data, "logging.level.root=WARN", "logging.level.litevps=INFO"));
        all.addAll(Arrays.asList(properties));
        addUnlessGiven(all, NETWORK, network());
        // Tests log in, and ask, more often than people do.
        addUnlessGiven(all, "litevps.limits.login-per-minute=", "100000");
        addUnlessGiven(all, "litevps.limits.requests-per-minute=", "1000000");
        return new Server(
                new SpringApplicationBuilder(LiteVps.class)
                        .run(all.stream().map(property -> "--" + property).toArray(String[]::new)),
                cleanUp);
    }

    private static void addUnlessGiven(List<String> properties, String name, String value) {
        if (properties.stream().noneMatch(property -> property.startsWith(name))) {
            properties.add(name + value);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public ApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        cleanUp.run();
    }

    /** Two test runs may follow each other closely or meet: each has loopback addresses of its own. */
    public static String network() {
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

    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
