package dev.litevps.api.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which events a view shows: how far each of its segments has come, and what was put aside. */
final class Followed {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Segment, Progress> segments = new HashMap<>();
    private final Map<String, Long> putAside = new HashMap<>();

    private record Progress(long index, Set<Long> gaps) {

        private boolean covers(long position) {
            return position <= index && !gaps.contains(position);
        }
    }

    /** As this transaction sees it. */
    static Followed by(String group, JdbcOperations jdbc) {
        Followed followed = new Followed();
        Map<Integer, Progress> tokens = new HashMap<>();
        jdbc.query(
                "select segment, convert_from(token, 'UTF8') from public.token_entry where processor_name = ?",
                row -> {
                    tokens.put(row.getInt(1), progress(row.getString(2)));
                },
                group);
        int[] ids = tokens.keySet().stream().mapToInt(Integer::intValue).toArray();
        for (Segment segment : Segment.computeSegments(ids)) {
            followed.segments.put(segment, tokens.getOrDefault(segment.getSegmentId(), progress(null)));
        }
        jdbc.query(
                "select aggregate_identifier, min(aggregate_version) from public.dead_letter where processing_group = ?"
                        + " group by aggregate_identifier",
                row -> {
                    followed.putAside.put(row.getString(1), row.getLong(2));
                },
                group);
        return followed;
    }

    private static Progress progress(@Nullable String token) {
        if (token == null) {
            return new Progress(-1, Set.of());
        }
        JsonNode node = JSON.readTree(token);
        Set<Long> gaps = new TreeSet<>();
        node.path("gaps").forEach(gap -> gaps.add(gap.asLong()));
        return new Progress(node.path("index").asLong(-1), gaps);
    }

    /** The last position that any segment has seen; -1 if none has seen one. */
    long end() {
        return segments.values().stream().mapToLong(Progress::index).max().orElse(-1);
    }

    /** The position through which all segments have seen everything that there was. */
    long start() {
        return segments.values().stream().mapToLong(Progress::index).min().orElse(-1);
    }

    /** Whether the view shows the event. */
    boolean shows(long position, EventMessage<?> event) {
        if (!(event instanceof DomainEventMessage<?> domainEvent)) {
            return false;
        }
        String aggregate = domainEvent.getAggregateIdentifier();
        return segments.entrySet().stream()
                        .anyMatch(entry -> entry.getKey().matches(aggregate)
                                && entry.getValue().covers(position))
                && domainEvent.getSequenceNumber() < putAside.getOrDefault(aggregate, Long.MAX_VALUE);
    }

    /** The positions that this aggregate's segment has not seen although it is beyond them. */
    List<Long> gapsOf(String aggregate) {
        return progressOf(aggregate).gaps().stream().toList();
    }

    /** How far the segment of this aggregate has come. */
    long endOf(String aggregate) {
        return progressOf(aggregate).index();
    }

    /** The number of the first event of this aggregate that was put aside. */
    long putAsideFrom(String aggregate) {
        return putAside.getOrDefault(aggregate, Long.MAX_VALUE);
    }

    private Progress progressOf(String aggregate) {
        return segments.entrySet().stream()
                .filter(entry -> entry.getKey().matches(aggregate))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Progress(-1, Set.of()));
    }
}
