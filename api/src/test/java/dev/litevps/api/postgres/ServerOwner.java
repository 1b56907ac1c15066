package dev.litevps.api.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of its own that owns a server until it is told to stop or killed; the file {@code ready} tells when it runs. */
final class ServerOwner {

    private ServerOwner() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        Files.createFile(folder.resolve("ready"));
        Thread.currentThread().join();
    }
}
