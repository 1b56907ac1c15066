package dev.litevps.host.guest;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for an SSH server to greet, over a bare socket: far cheaper than a handshake that fails.
 *
 * <p>Attempts follow each other after 5 ms at first, because a simulated guest answers that fast, and at most 250 ms
 * later, because a real one takes seconds. A connection that was accepted is listened to for longer and longer: QEMU's
 * user network accepts before the guest does, and a busy guest may need seconds to greet.
 */
final class BannerProbe {

    private static final long FIRST_PAUSE_MS = 5;
    private static final long LAST_PAUSE_MS = 250;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int READ_SLICE_MS = 250;
    private static final Duration FIRST_LISTEN = Duration.ofSeconds(2);
    private static final Duration LAST_LISTEN = Duration.ofSeconds(15);
    private static final byte[] GREETING = "SSH-".getBytes(StandardCharsets.US_ASCII);

    private final SshEndpoint endpoint;
    private final Duration timeout;
    private final BooleanSupplier cancelled;
    private final long startNanos = System.nanoTime();

    BannerProbe(SshEndpoint endpoint, Duration timeout, BooleanSupplier cancelled) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.cancelled = cancelled;
    }

    void await() {
        InetSocketAddress address = new InetSocketAddress(endpoint.address(), endpoint.port());
        long pauseMs = FIRST_PAUSE_MS;
        Duration listen = FIRST_LISTEN;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, (int) Math.max(1, Math.min(CONNECT_TIMEOUT_MS, remainingMs())));
                if (greets(socket, listen)) {
                    return;
                }
                listen = min(listen.multipliedBy(2), LAST_LISTEN);
            } catch (IOException e) {
                // Not there yet: refused, unreachable or reset while it boots.
            }
            checkWanted();
            pause(Math.min(pauseMs, remainingMs()));
            pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
        }
    }

    private boolean greets(Socket socket, Duration listen) throws IOException {
        long deadlineNanos = System.nanoTime() + listen.toNanos();
        InputStream in = socket.getInputStream();
        int matched = 0;
        while (System.nanoTime() < deadlineNanos) {
            checkWanted();
            socket.setSoTimeout((int) Math.max(1, Math.min(READ_SLICE_MS, remainingMs())));
            try {
                int next = in.read();
                if (next != GREETING[matched]) {
                    return false;
                }
                if (++matched == GREETING.length) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // Listen on, as long as someone wants to know.
            }
        }
        return false;
    }

    private void checkWanted() {
        if (cancelled.getAsBoolean()) {
            throw new HostException(Reason.CANCELLED, "Nobody waits any longer for SSH at " + endpoint);
        }
        if (remainingMs() <= 0) {
            throw new HostException(
                    Reason.TIMED_OUT, "No SSH server greeted at " + endpoint + " within " + timeout.toMillis() + " ms");
        }
    }

    private long remainingMs() {
        return timeout.toMillis()
                - Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(Math.max(1, milliseconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while waiting for SSH", e);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
