package dev.litevps.host.simulated;

import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback endpoints for tests: each has an address of its own, in a range drawn at random, because another test may run
 * on the same computer; and a port that is not given to outgoing connections.
 */
final class Endpoints {

    private static final int PORT = 2222;

    private final int range = ThreadLocalRandom.current().nextInt(16, 250);
    private final AtomicInteger given =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(30_000));

    SshEndpoint next() {
        while (true) {
            int number = given.incrementAndGet();
            String address = "127." + range + "." + (number / 250 % 250 + 1) + "." + (number % 250 + 1);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(address, PORT));
                return new SshEndpoint(address, PORT);
            } catch (IOException e) {
                // Taken: the next one.
            }
        }
    }
}
