package dev.litevps.host.guest;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import dev.litevps.host.SshEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for an SSH server to greet, over bare sockets: far cheaper than a handshake that fails.
 *
 * <p>Where nobody listens yet, the next attempt follows at once; a simulated guest answers within milliseconds. QEMU's
 * user network however accepts a connection before the guest does and then knocks at the guest at growing intervals, so
 * that an early connection may stay silent for many seconds after the guest has come up, while a new one is answered at
 * once. So silent connections are kept, and a new one is added now and then: not too often, because each costs a guest
 * that is merely slow a process more.
 */
final class BannerProbe {

    /** After an attempt that failed. */
    private static final long SHORTEST_PAUSE_MS = 5;

    private static final long LONGEST_PAUSE_MS = 500;
    private static final int PAUSES_PER_WAIT = 20;

    /** After an attempt that was accepted and then met with silence. */
    private static final long SHORTEST_SILENCE_MS = 1_000;

    private static final long LONGEST_SILENCE_MS = 5_000;
    private static final int SILENCES_PER_WAIT = 8;

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    /** Below the ten from which OpenSSH, as it comes, turns strangers away (MaxStartups). */
    private static final int WAITING_AT_ONCE = 8;

    private static final byte[] GREETING = "SSH-".getBytes(StandardCharsets.US_ASCII);

    private final SshEndpoint endpoint;
    private final Duration timeout;
    private final BooleanSupplier cancelled;
    private final long startNanos = System.nanoTime();

    private final CountDownLatch greeted = new CountDownLatch(1);
    private final Deque<Socket> waiting = new ConcurrentLinkedDeque<>();
    private long latestAttemptMs;

    BannerProbe(SshEndpoint endpoint, Duration timeout, BooleanSupplier cancelled) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.cancelled = cancelled;
    }

    void await() {
        try {
            do {
                checkWanted();
                if (isTimeForAnother()) {
                    attempt();
                }
            } while (!greeted.await(pauseMs(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while waiting for SSH", e);
        } finally {
            hangUpAllBut(0);
        }
    }

    private boolean isTimeForAnother() {
        long silence = Math.clamp(waitedMs() / SILENCES_PER_WAIT, SHORTEST_SILENCE_MS, LONGEST_SILENCE_MS);
        return waiting.isEmpty() || waitedMs() - latestAttemptMs >= silence;
    }

    private void attempt() {
        latestAttemptMs = waitedMs();
        hangUpAllBut(WAITING_AT_ONCE - 1);
        Socket socket = new Socket();
        waiting.addLast(socket);
        Thread.ofVirtual().name("ssh-banner-" + endpoint).start(() -> {
            try (socket) {
                socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), CONNECT_TIMEOUT_MS);
                InputStream in = socket.getInputStream();
                if (Arrays.equals(in.readNBytes(GREETING.length), GREETING)) {
                    greeted.countDown();
                }
            } catch (IOException e) {
                // Not there yet: refused, unreachable or reset while it boots. Or hung up by us.
            } finally {
                waiting.remove(socket);
            }
        });
    }

    /** Closes the oldest connections, which ends the threads that listen to them. */
    private void hangUpAllBut(int count) {
        while (waiting.size() > count) {
            Socket oldest = waiting.pollFirst();
            if (oldest == null) {
                return;
            }
            try {
                oldest.close();
            } catch (IOException e) {
                // It was not wanted any more.
            }
        }
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

    private long pauseMs() {
        long pause = Math.clamp(waitedMs() / PAUSES_PER_WAIT, SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS);
        return Math.max(1, Math.min(pause, remainingMs()));
    }

    private long remainingMs() {
        return timeout.toMillis() - waitedMs();
    }

    private long waitedMs() {
        return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }
}
