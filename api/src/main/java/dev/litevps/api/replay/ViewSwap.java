package dev.litevps.api.replay;

import dev.litevps.query.RecentRows;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Puts a copy in the place of the live view. Those who follow the events for the view lose their claims for a moment, so that it
 * rests; the copy catches up; then tables change places and claims are given back at the copy's position, in one transaction. Who
 * reads meanwhile reads the old tables or the new ones, and waits for milliseconds at most.
 */
@Component
class ViewSwap {

    private static final Logger LOG = LoggerFactory.getLogger(ViewSwap.class);
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** What is refused or locked out is tried again; readers behind this in the queue wait no longer than that. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '300ms'";

    private final EventProcessingConfiguration processing;
    private final RecentRows rows;
    private final Tokens tokens;
    private final Clock clock;

    ViewSwap(EventProcessingConfiguration processing, RecentRows rows, Tokens tokens, Clock clock) {
        this.processing = processing;
        this.rows = rows;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether it is done; if not, the live view goes on as it was. */
    boolean swap(ViewRebuild rebuild, RebuildRun run, CopyDatabase database) throws InterruptedException {
        String group = rebuild.view().group();
        // Of this node: another may take it over from one that was taken for dead.
        String owner = "rebuild-" + run.claim().node();
        try {
            for (int attempt = 0; attempt < TRIES && run.isOurs(); attempt++) {
                if (tryOnce(rebuild, run, database, owner)) {
                    rows.forgetAll();
                    return true;
                }
                Thread.sleep(PAUSE.toMillis());
            }
            return false;
        } finally {
            database.jdbc()
                    .update(
                            "update public.token_entry set owner = null where processor_name = ? and owner = ?",
                            group,
                            owner);
            resume(group);
        }
    }

    private boolean tryOnce(ViewRebuild rebuild, RebuildRun run, CopyDatabase database, String owner) {
        String group = rebuild.view().group();
        // Waits for batches that are being committed; those that come later find that they own nothing, and are rolled
        // back.
        int segments = database.jdbc()
                .update(
                        "update public.token_entry set owner = ?, time_stamp = ? where processor_name = ?",
                        owner,
                        DateTimeUtils.formatInstant(clock.instant()),
                        group);
        boolean isFilled = run.fill(() -> true);
        GapAwareTrackingToken position = run.position();
        if (!isFilled || position == null) {
            return false;
        }
        try {
            return database.inTransaction(jdbc -> {
                if (!run.claim().keep(jdbc)) {
                    return false;
                }
                jdbc.execute(LOCK_TIMEOUT);
                ViewCopy copy = new ViewCopy(rebuild.view(), rebuild.schema(), jdbc);
                copy.lockLive();
                run.redeliverWhatChanged(jdbc);
                copy.swap();
                int moved = jdbc.update(
                        "update public.token_entry set token = ?, token_type = ?, owner = null"
                                + " where processor_name = ? and owner = ?",
                        tokens.write(position).getBytes(StandardCharsets.UTF_8),
                        Tokens.TYPE,
                        group,
                        owner);
                if (moved != segments) {
                    throw new ViewInUse("it took too long, and somebody works on the view again");
                }
                jdbc.update(
                        "update public.view_rebuild set state = 'swapped', ended_at = now(), node = null, trouble = null"
                                + " where id = ?",
                        rebuild.id());
                return true;
            });
        } catch (PessimisticLockingFailureException | ViewInUse e) {
            LOG.info("The view {} is in use; it will be swapped in a moment: {}", group, e.getMessage());
            return false;
        }
    }

    /** Rolls back what was begun. */
    private static final class ViewInUse extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ViewInUse(String message) {
            super(message);
        }
    }

    /** This node goes on at once, and need not wait until it looks again. */
    private void resume(String group) {
        processing.eventProcessor(group, StreamingEventProcessor.class).ifPresent(processor -> {
            for (int segment : processor.processingStatus().keySet().stream()
                    .mapToInt(Integer::intValue)
                    .toArray()) {
                var _ = processor.claimSegment(segment);
            }
        });
    }
}
