package dev.litevps.api.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Table {@code dead_letter}: which events were put aside. The events themselves stay where they are. Whoever changes a
 * sequence locks its first row, so that handling it again and putting another event behind it cannot cross. Blocks.
 */
@Component
class DeadLetters {

    private static final String OF = " where processing_group = ? and segment = ? and aggregate_identifier = ?";

    private final JdbcClient jdbc;
    private final Clock clock;

    DeadLetters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The sequences of which something waits. */
    Set<Sequence> waiting(String group) {
        return new HashSet<>(jdbc.sql("select distinct segment, aggregate_identifier from dead_letter"
                        + " where processing_group = ?")
                .param(group)
                .query((row, _) -> new Sequence(group, row.getInt(1), row.getString(2)))
                .list());
    }

    /** The first that waits; empty if none does. */
    Optional<DeadLetter> first(Sequence sequence) {
        return jdbc.sql("select * from dead_letter" + OF + " order by sequence_index limit 1")
                .params(sequence.group(), sequence.segment(), sequence.aggregate())
                .query(DeadLetters::row)
                .optional();
    }

    /** The first that waits, locked until the end of the transaction; empty if none does. */
    Optional<DeadLetter> lockFirst(Sequence sequence) {
        return jdbc.sql("select * from dead_letter" + OF + " order by sequence_index limit 1 for update")
                .params(sequence.group(), sequence.segment(), sequence.aggregate())
                .query(DeadLetters::row)
                .optional();
    }

    /** Puts the event at the end of the sequence, in the current transaction. */
    void add(Sequence sequence, DomainEventMessage<?> event, @Nullable Throwable cause) {
        jdbc.sql("""
                        insert into dead_letter (processing_group, segment, aggregate_identifier, sequence_index,
                            event_identifier, aggregate_version, payload_type, cause_type, cause_message, put_aside_at)
                        select ?, ?, ?, coalesce(max(sequence_index), -1) + 1, ?, ?, ?, ?, ?, ?
                        from dead_letter""" + OF)
                .params(sequence.group(), sequence.segment(), sequence.aggregate())
                .params(event.getIdentifier(), event.getSequenceNumber())
                .param(event.getPayloadType().getName())
                .param(cause == null ? null : Failures.type(cause))
                .param(cause == null ? null : Failures.message(cause))
                .param(now())
                .params(sequence.group(), sequence.segment(), sequence.aggregate())
                .update();
    }

    /** It is given up, which is remembered: whoever makes the view anew passes over it too. */
    void discard(DeadLetter letter) {
        Sequence sequence = letter.sequence();
        jdbc.sql("insert into discarded_event values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(sequence.group(), sequence.segment(), sequence.aggregate())
                .params(letter.aggregateVersion(), letter.eventId(), now())
                .update();
        remove(letter);
    }

    /** It was handled. */
    void remove(DeadLetter letter) {
        Sequence sequence = letter.sequence();
        jdbc.sql("delete from dead_letter" + OF + " and sequence_index = ?")
                .params(sequence.group(), sequence.segment(), sequence.aggregate(), letter.index())
                .update();
    }

    /** It was tried again in vain. */
    void failedAgain(DeadLetter letter, Throwable cause) {
        Sequence sequence = letter.sequence();
        jdbc.sql("update dead_letter set tries = tries + 1, tried_at = ?, cause_type = ?, cause_message = ?" + OF
                        + " and sequence_index = ?")
                .params(
                        now(),
                        Failures.type(cause),
                        Failures.message(cause),
                        sequence.group(),
                        sequence.segment(),
                        sequence.aggregate(),
                        letter.index())
                .update();
    }

    /** All that waits of the sequence, in order. */
    List<DeadLetter> of(Sequence sequence) {
        return jdbc.sql("select * from dead_letter" + OF + " order by sequence_index")
                .params(sequence.group(), sequence.segment(), sequence.aggregate())
                .query(DeadLetters::row)
                .list();
    }

    /** The first of each sequence, with how many wait in it; the oldest first. */
    List<Waiting> firsts(int limit, long offset) {
        return jdbc.sql("""
                        select * from (
                            select letter.*, count(*) over sequence as events, row_number() over sequence_in_order as place
                            from dead_letter letter
                            window sequence as (partition by processing_group, segment, aggregate_identifier),
                                sequence_in_order as (sequence order by sequence_index)) first
                        where place = 1 order by put_aside_at, processing_group, aggregate_identifier, segment
                        limit ? offset ?""")
                .params(limit, offset)
                .query((row, number) -> new Waiting(row(row, number), row.getLong("events")))
                .list();
    }

    /** The first event of a sequence, and how many wait with it. */
    record Waiting(DeadLetter first, long events) {}

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static DeadLetter row(ResultSet row, int number) throws SQLException {
        return new DeadLetter(
                new Sequence(
                        row.getString("processing_group"),
                        row.getInt("segment"),
                        row.getString("aggregate_identifier")),
                row.getLong("sequence_index"),
                row.getString("event_identifier"),
                row.getLong("aggregate_version"),
                row.getString("payload_type"),
                row.getString("cause_type"),
                row.getString("cause_message"),
                row.getObject("put_aside_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("tried_at", OffsetDateTime.class)),
                row.getInt("tries"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
