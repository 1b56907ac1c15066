package dev.litevps.query.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for: all of what is given must be true.
 *
 * @param type the event's short name, such as {@code VpsRequested}
 * @param account whom it concerns
 * @param actor who brought it about
 * @param from not before it
 * @param to before it
 * @param sequences which of the aggregate's events; only with an aggregate
 */
public record HistoryFilter(
        @Nullable String aggregate,
        @Nullable String aggregateType,
        @Nullable String type,
        @Nullable UUID account,
        @Nullable UUID actor,
        @Nullable UUID vps,
        @Nullable String requestId,
        @Nullable Instant from,
        @Nullable Instant to,
        Sequences sequences) {

    /**
     * Events by their numbers among those of their aggregate, from 0.
     *
     * @param first null for those from the beginning on
     * @param last itself included; null for all up to the end
     */
    public record Sequences(@Nullable Long first, @Nullable Long last) {

        /** Whatever number they have. */
        public static final Sequences ALL = new Sequences(null, null);
    }

    /** Events of an aggregate have positions in the order of their numbers: so both ends are found by a key. */
    private static final String FIRST_SEQUENCE = """
            entry.position >= (select bound.global_index from domain_event_entry bound
            where bound.aggregate_identifier = :aggregate and bound.sequence_number >= :first_sequence
            order by bound.sequence_number limit 1)""";

    private static final String LAST_SEQUENCE = """
            entry.position <= (select bound.global_index from domain_event_entry bound
            where bound.aggregate_identifier = :aggregate and bound.sequence_number <= :last_sequence
            order by bound.sequence_number desc limit 1)""";

    /** All events. */
    public static final HistoryFilter ALL =
            new HistoryFilter(null, null, null, null, null, null, null, null, null, Sequences.ALL);

    public static HistoryFilter ofAccount(UUID account) {
        return new HistoryFilter(null, null, null, account, null, null, null, null, null, Sequences.ALL);
    }

    public static HistoryFilter ofVps(UUID vps) {
        return new HistoryFilter(null, null, null, null, null, vps, null, null, null, Sequences.ALL);
    }

    /** What to bind, by name. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "aggregate", aggregate);
        put(values, "aggregate_type", aggregateType);
        put(values, "type", type);
        put(values, "account", account);
        put(values, "actor", actor);
        put(values, "vps", vps);
        put(values, "request_id", requestId);
        put(values, "from", from == null ? null : from.atOffset(ZoneOffset.UTC));
        put(values, "to", to == null ? null : to.atOffset(ZoneOffset.UTC));
        put(values, "first_sequence", sequences.first());
        put(values, "last_sequence", sequences.last());
        return values;
    }

    /** The condition on {@code entry}, with the names of what to bind. */
    String sql() {
        return values().keySet().stream().map(HistoryFilter::condition).collect(Collectors.joining(" and ", "", ""));
    }

    private static String condition(String name) {
        return switch (name) {
            case "aggregate" -> "entry.aggregate_id = :aggregate";
            case "aggregate_type" -> "entry.aggregate_type = :aggregate_type";
            case "type" -> "entry.event_type = :type";
            case "account" -> "entry.account_id = :account";
            case "actor" -> "entry.actor = :actor";
            case "vps" -> "entry.vps_id = :vps";
            case "request_id" -> "entry.request_id = :request_id";
            case "from" -> "entry.at >= :from";
            case "to" -> "entry.at < :to";
            case "first_sequence" -> FIRST_SEQUENCE;
            case "last_sequence" -> LAST_SEQUENCE;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
