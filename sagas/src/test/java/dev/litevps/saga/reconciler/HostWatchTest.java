package dev.litevps.saga.reconciler;

import static dev.litevps.saga.Happenings.HOST;
import static dev.litevps.saga.Happenings.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.host.HostCommand.ReportHostAnswering;
import dev.litevps.command.host.HostCommand.ReportHostSilent;
import dev.litevps.events.Resources;
import dev.litevps.host.HostException;
import dev.litevps.saga.machine.Workshop;
import org.junit.jupiter.api.Test;

class HostWatchTest {

    private final Workshop workshop = new Workshop();
    private final HostWatch watch = new HostWatch(workshop.hosts(), workshop.outcomes(), workshop.clock());

    @Test
    void aHostThatAnswersIsReportedWithItsSize() {
        watch.look();

        assertThat(workshop.reported())
                .containsExactly(new ReportHostAnswering(HOST, new Resources(8, 8_192, 100), NOW));
    }

    @Test
    void aHostThatDoesNotAnswerIsReportedSilent() {
        workshop.host().fail(HostException.Reason.UNREACHABLE);

        watch.look();

        assertThat(workshop.reported()).containsExactly(new ReportHostSilent(HOST, NOW));
    }
}
