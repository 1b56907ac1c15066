package dev.litevps.host.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers see of a libvirtd that is killed and comes back. */
@Timeout(120)
class LostDaemonTest {

    private final PrivateDaemon daemon;
    private final LibvirtHypervisor hypervisor;

    LostDaemonTest() throws IOException {
        daemon = new PrivateDaemon();
        hypervisor = new LibvirtHypervisor(LibvirtSettings.defaults().withUri(daemon.uri()));
    }

    @BeforeEach
    void startDaemon() throws IOException, InterruptedException {
        daemon.start();
    }

    @AfterEach
    void stopDaemon() throws IOException {
        hypervisor.close();
        daemon.close();
    }

    @Test
    void restartBetweenTwoCallsGoesUnnoticed() throws IOException, InterruptedException {
        assertThat(hypervisor.machines()).isEmpty();

        daemon.kill();
        daemon.start();

        assertThat(hypervisor.machines()).isEmpty();
    }

    @Test
    void daemonThatIsAwayIsUnreachableUntilItIsBack() throws IOException, InterruptedException {
        assertThat(hypervisor.machines()).isEmpty();

        daemon.kill();
        assertThatThrownBy(hypervisor::machines)
                .isInstanceOfSatisfying(
                        HostException.class, away -> assertThat(away.reason()).isEqualTo(Reason.UNREACHABLE));

        daemon.start();
        assertThat(hypervisor.machines()).isEmpty();
    }

    @Test
    void callsInFlightEndWhenTheDaemonIsKilled() throws IOException, InterruptedException, ExecutionException {
        assertThat(hypervisor.machines()).isEmpty();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 50)
                    .mapToObj(number -> callers.submit(this::listOrFindUnreachable))
                    .toList();
            daemon.kill();
            for (Future<?> call : calls) {
                call.get();
            }
        }

        daemon.start();
        assertThat(hypervisor.machines()).isEmpty();
    }

    @Test
    void daemonThatHangsIsTimedOut() {
        LibvirtConnection impatient = new LibvirtConnection("test:///default", Duration.ofMillis(50));

        assertThatThrownBy(() -> impatient.call("wait", connect -> {
                    try {
                        Thread.sleep(Duration.ofSeconds(1));
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }))
                .isInstanceOfSatisfying(
                        HostException.class, late -> assertThat(late.reason()).isEqualTo(Reason.TIMED_OUT));
        impatient.close();
    }

    private void listOrFindUnreachable() {
        try {
            assertThat(hypervisor.machines()).isEmpty();
        } catch (HostException away) {
            assertThat(away.reason()).isEqualTo(Reason.UNREACHABLE);
        }
    }
}
