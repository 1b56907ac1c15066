package dev.litevps.api.replay;

import dev.litevps.api.eventstore.StoredEvents;
import dev.litevps.events.account.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * That an account was erased is an event of the account, and of none of its machines and tokens, whose rows it changes all the
 * same. What they were called is forgotten with the account's key, also when an earlier time is shown.
 */
@Component
class ErasedOwners {

    private static final String ERASURE = """
            select sequence_number, global_index, time_stamp from domain_event_entry
            where aggregate_identifier = ? and payload_type like '%AccountErased'""";

    private final StoredEvents events;

    ErasedOwners(StoredEvents events) {
        this.events = events;
    }

    /** When an account was erased. */
    private record Erasure(String account, long number, long position, Instant at) {

        private boolean isIn(AsOf asOf) {
            Long last = asOf.position();
            Instant time = asOf.time();
            return (last == null || position <= last) && (time == null || !at.isAfter(time));
        }
    }

    /** Has the projection know of it, if the owners of these rows were erased by then; whether it knows something new. */
    boolean replay(List<JsonNode> rows, AsOf asOf, Replay replay, JdbcOperations database) {
        List<Erasure> known = erasures(rows, database).stream()
                .filter(erasure -> erasure.isIn(asOf))
                .toList();
        for (Erasure erasure : known) {
            events.ofAggregate(erasure.account(), erasure.number(), event -> {
                if (event.getSequenceNumber() == erasure.number()) {
                    replay.add(event);
                }
            });
        }
        return !known.isEmpty();
    }

    /** Leaves out the names in rows whose owner is erased: events of before these were encrypted still say them. */
    void leaveOutNames(List<JsonNode> rows, JdbcOperations database) {
        for (JsonNode row : rows) {
            if (row instanceof ObjectNode columns
                    && !erasures(List.of(row), database).isEmpty()) {
                columns.put("name", Personal.ERASED);
                if (columns.has("labels")) {
                    columns.putObject("labels");
                }
            }
        }
    }

    private static List<Erasure> erasures(List<JsonNode> rows, JdbcOperations database) {
        return rows.stream()
                .map(row -> row.path("account_id").asString(""))
                .filter(account -> !account.isEmpty())
                .distinct()
                .map(account -> database
                        .query(
                                ERASURE,
                                (row, _) -> new Erasure(
                                        account, row.getLong(1), row.getLong(2), Instant.parse(row.getString(3))),
                                account)
                        .stream()
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
    }
}
