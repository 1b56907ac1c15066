package dev.litevps.api.replay;

import dev.litevps.api.deadletter.RecentFailures;
import dev.litevps.api.deadletter.RecentFailures.Failure;
import dev.litevps.query.view.View;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What stops views at the moment, on whatever node they are worked on: each node says it of its own while it lasts. Blocks. */
@Component
class ViewErrors extends WorkLoop {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What fails is tried again within seconds: what was not seen for so long is over, or its node is gone. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final RecentFailures failures;
    private final JdbcClient jdbc;
    private final Clock clock;

    ViewErrors(RecentFailures failures, JdbcClient jdbc, Clock clock) {
        super("view-errors", PAUSE);
        this.failures = failures;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the view was stopped by within the last seconds; empty if by nothing. */
    List<String> of(View view) {
        Stream<String> here = fresh(view).map(Failure::error).stream();
        Stream<String> anywhere = jdbc
                .sql("select error from view_error where view = ? and seen_at > ?")
                .params(view.group(), clock.instant().minus(FRESH).atOffset(ZoneOffset.UTC))
                .query(String.class)
                .list()
                .stream();
        return Stream.concat(here, anywhere).distinct().toList();
    }

    @Override
    void work() {
        for (View view : View.values()) {
            fresh(view).ifPresent(failure -> say(view, failure));
        }
    }

    private void say(View view, Failure failure) {
        OffsetDateTime seenAt = failure.at().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into view_error values (?, ?, ?)"
                        + " on conflict (view) do update set error = excluded.error, seen_at = excluded.seen_at")
                .params(view.group(), failure.error(), seenAt)
                .update();
    }

    private Optional<Failure> fresh(View view) {
        return failures.last(view.group())
                .filter(failure -> failure.at().isAfter(clock.instant().minus(FRESH)));
    }
}
