package dev.litevps.api.replay;

import dev.litevps.api.replay.ViewRebuilds.Swapped;
import dev.litevps.api.web.Commands;
import dev.litevps.command.intervention.InterventionCommand.RecordIntervention;
import dev.litevps.events.intervention.InterventionId;
import dev.litevps.events.intervention.InterventionKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records as an event that a live view was replaced: when it was done, in the name of whoever had asked for it. If the server
 * dies between the two, it is recorded when the next one looks. Blocks.
 */
@Component
class SwapRecord {

    private static final Logger LOG = LoggerFactory.getLogger(SwapRecord.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ViewRebuilds rebuilds;
    private final Commands commands;
    private final Clock clock;

    SwapRecord(ViewRebuilds rebuilds, Commands commands, Clock clock) {
        this.rebuilds = rebuilds;
        this.commands = commands;
        this.clock = clock;
    }

    /** Records what is not on record yet. */
    void complete() {
        for (Swapped swapped : rebuilds.swappedAndNotRecorded()) {
            try {
                complete(swapped);
            } catch (RuntimeException e) {
                LOG.warn("That the view {} was replaced is not on record yet", swapped.view(), e);
            }
        }
    }

    private void complete(Swapped swapped) {
        // The same id each time: it is recorded once.
        UUID id = UUID.nameUUIDFromBytes(("swapped " + swapped.id()).getBytes(StandardCharsets.UTF_8));
        RecordIntervention command = new RecordIntervention(
                new InterventionId(id),
                InterventionKind.VIEW_SWAPPED,
                swapped.view() + "/" + swapped.id(),
                swapped.reason(),
                clock.instant());
        commands.send(command, swapped.provenance()).block(PATIENCE);
        rebuilds.swapRecorded(swapped.id());
    }
}
