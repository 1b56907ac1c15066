package dev.litevps.api.replay;

import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.api.eventstore.StoredEvents.Placed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Makes a view anew from the events that the live one shows, and compares the two. The live one is only read, as it was in one
 * moment, and goes on meanwhile.
 */
@Component
class DriftWorker extends WorkLoop {

    private static final Logger LOG = LoggerFactory.getLogger(DriftWorker.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);

    /**
     * Whatever names the account, in whatever part of an event, or one of its VPSes. All events are looked at, which takes its time:
     * the history knows it sooner, but is a view itself, and what it lacks would be missing here.
     */
    private static final String AGGREGATES = """
            with own as materialized (
                select distinct aggregate_identifier as id from domain_event_entry
                where position(convert_to(?, 'UTF8') in payload) > 0)
            select id from own
            union
            select aggregate_identifier from domain_event_entry
            where position(convert_to('"vpsId"', 'UTF8') in payload) > 0
                and convert_from(payload, 'UTF8')::json ->> 'vpsId' in (select id from own)""";

    private static final String LAST = "select coalesce(max(sequence_number), -1) from domain_event_entry"
            + " where aggregate_identifier = ? and global_index <= ? and global_index <> all (?)";

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    private final Scratch scratch;
    private final StoredEvents events;
    private final DriftChecks checks;
    private final String node = UUID.randomUUID().toString();

    DriftWorker(Scratch scratch, StoredEvents events, DriftChecks checks) {
        super("drift-checks", PAUSE);
        this.scratch = scratch;
        this.events = events;
        this.checks = checks;
    }

    @Override
    void work() {
        Optional<DriftCheck> waiting = checks.claim(node);
        while (waiting.isPresent() && isRunning()) {
            check(waiting.get());
            waiting = checks.claim(node);
        }
    }

    /** Does it; whatever comes of it is noted. */
    private void check(DriftCheck check) {
        Reports reports = new Reports(check.id());
        NotedRefusals refusals = new NotedRefusals();
        try (SignOfLife _ = SignOfLife.every(SIGN_OF_LIFE, () -> checks.seen(check.id(), node))) {
            Drift drift = scratch.with(check.view(), refusals, (replay, copy) -> {
                Followed followed = Followed.by(check.view().group(), copy);
                if (check.accountId() == null) {
                    replayAll(followed, replay, reports);
                } else {
                    replayAccount(check.accountId(), followed, replay, copy, reports);
                }
                replay.end();
                reports.events = replay.events();
                return new Comparison(copy, "pg_temp", check.accountId()).of(check.view());
            });
            refusals.first()
                    .ifPresentOrElse(
                            trouble -> checks.failed(check.id(), node, trouble),
                            () -> checks.done(check.id(), node, reports.events, drift));
        } catch (RuntimeException e) {
            if (isRunning()) {
                LOG.warn(
                        "Drift check {} of {} has no result",
                        check.id(),
                        check.view().group(),
                        e);
                checks.failed(check.id(), node, "the replay broke off");
            }
        }
    }

    private void replayAll(Followed followed, Replay replay, Reports reports) {
        long end = followed.end();
        events.all(batch -> {
            for (Placed placed : batch) {
                if (followed.shows(placed.position(), placed.event())) {
                    replay.add(placed.event());
                }
            }
            reports.sometimes(replay.events());
            return batch.getLast().position() < end;
        });
    }

    private void replayAccount(
            UUID accountId, Followed followed, Replay replay, JdbcOperations database, Reports reports) {
        List<String> aggregates = database.queryForList(AGGREGATES, String.class, accountId.toString());
        // That the account was erased comes after all that it has erased.
        List<String> inOrder = aggregates.stream()
                .sorted(Comparator.comparing(accountId.toString()::equals))
                .toList();
        for (String aggregate : inOrder) {
            Long[] gaps = followed.gapsOf(aggregate).toArray(Long[]::new);
            Long last = database.queryForObject(LAST, Long.class, aggregate, followed.endOf(aggregate), gaps);
            long end = Math.min(last == null ? -1 : last, followed.putAsideFrom(aggregate) - 1);
            events.ofAggregate(aggregate, end, event -> {
                replay.add(event);
                reports.sometimes(replay.events());
            });
        }
    }

    /** Says from time to time how far it is, so that nobody takes it for dead. */
    private final class Reports {

        private final UUID id;
        private long events;
        private long lastNanos;

        private Reports(UUID id) {
            this.id = id;
        }

        private void now(long count) {
            lastNanos = System.nanoTime();
            checks.progress(id, count);
        }

        private void sometimes(long count) {
            if (System.nanoTime() - lastNanos > BETWEEN_REPORTS.toNanos()) {
                now(count);
            }
        }
    }
}
