package dev.litevps.api.seal;

import dev.litevps.api.eventstore.RecentEvents;
import dev.litevps.events.seal.StoredEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events that are to be sealed next. The store says which there are, and in which order; what this node has stored a moment
 * ago is taken as it was given to the database, since to read it back costs several times what sealing does. So if somebody
 * alters in between what such an event says, it is found like what is altered later.
 */
final class UnsealedEvents {

    private final RecentEvents recent;

    UnsealedEvents(RecentEvents recent) {
        this.recent = recent;
    }

    /** Those behind this position, in their order. */
    List<StoredEvent> after(Connection connection, long position, int limit) throws SQLException {
        SequencedMap<Long, String> waiting = SealTables.idsAfter(connection, position, limit);
        Map<String, StoredEvent> known = recent.of(waiting.values());
        if (known.isEmpty()) {
            return SealTables.eventsAfter(connection, position, limit);
        }
        SortedMap<Long, StoredEvent> events = new TreeMap<>();
        List<Long> others = new ArrayList<>();
        waiting.forEach((index, id) -> {
            StoredEvent event = known.get(id);
            if (event == null) {
                others.add(index);
            } else {
                events.put(index, event.at(index));
            }
        });
        if (!others.isEmpty()) {
            SealTables.eventsAt(connection, others).forEach(event -> events.put(event.position(), event));
        }
        return List.copyOf(events.values());
    }
}
