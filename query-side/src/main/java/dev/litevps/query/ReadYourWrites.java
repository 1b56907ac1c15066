package dev.litevps.query;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Lets a caller wait until the views show what it has written. Where the projections run on this node they say so
 * themselves; where they run on another one, the rows are looked at from time to time.
 */
@Component
public class ReadYourWrites {

    private static final Logger LOGGER = LoggerFactory.getLogger(ReadYourWrites.class);

    /** After that a caller gets what there is: rather an old answer than none. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** For a change that is waited for at leisure, and is shown on another node. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(3);

    private static final Duration FIRST_LOOK = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final Map<String, ShownVersionQuery> queries;
    private final ShownVersions shownVersions;
    private final DatabaseClient database;
    private final LongAdder givenUp = new LongAdder();

    public ReadYourWrites(List<ShownVersionQuery> queries, ShownVersions shownVersions, DatabaseClient database) {
        this.queries = queries.stream()
                .collect(Collectors.toUnmodifiableMap(ShownVersionQuery::aggregateType, Function.identity()));
        this.shownVersions = shownVersions;
        this.database = database;
    }

    /**
     * Completes when the views show these versions or later ones, at the latest after 2 seconds. Never fails. Aggregates
     * that no view shows are not waited for.
     */
    public Mono<Void> shown(Collection<AggregateVersion> written) {
        return Flux.fromIterable(written)
                .filter(version -> queries.containsKey(version.type()))
                .flatMap(this::shown)
                .then();
    }

    /**
     * Completes as soon as this node has shown a later version than this, and otherwise after 3 seconds, since another node
     * may have: the caller looks for itself. Holds no thread.
     */
    public Mono<Void> worthAnotherLook(AggregateVersion seen) {
        AggregateVersion next = new AggregateVersion(seen.type(), seen.identifier(), seen.sequenceNumber() + 1);
        return Mono.firstWithSignal(
                        shownVersions.reached(next), Mono.delay(NEXT_LOOK).then())
                .publishOn(Schedulers.parallel());
    }

    /** How often a caller was let go although the views did not show yet what it had written. */
    public long givenUp() {
        return givenUp.sum();
    }

    private Mono<Void> shown(AggregateVersion wanted) {
        return Mono.firstWithSignal(shownVersions.reached(wanted), seenInTheView(wanted))
                .timeout(LONGEST_WAIT, Mono.fromRunnable(() -> giveUp(wanted)))
                // Never on the thread of the projection, which has other things to do.
                .publishOn(Schedulers.parallel());
    }

    private void giveUp(AggregateVersion wanted) {
        givenUp.increment();
        LOGGER.warn(
                "{} {} is not shown at version {} after {} ms",
                wanted.type(),
                wanted.identifier(),
                wanted.sequenceNumber(),
                LONGEST_WAIT.toMillis());
    }

    private Mono<Void> seenInTheView(AggregateVersion wanted) {
        return Mono.delay(FIRST_LOOK)
                .then(Mono.defer(() -> look(wanted)))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_LOOK).maxBackoff(LONGEST_PAUSE))
                .then();
    }

    /** Fails if it is not there yet. */
    private Mono<Long> look(AggregateVersion wanted) {
        ShownVersionQuery query = queries.get(wanted.type());
        return query == null
                ? Mono.empty()
                : database.sql(query.sql())
                        .bind("identifier", wanted.identifier())
                        .map(row -> row.get("version", Long.class))
                        .one()
                        .filter(version -> version >= wanted.sequenceNumber())
                        .single();
    }
}
