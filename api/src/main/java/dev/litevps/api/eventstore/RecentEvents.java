package dev.litevps.api.eventstore;

import dev.litevps.events.seal.StoredEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node has stored lately, as it was given to the database: whoever seals the store need not read it back. Only so much
 * is kept as a busy store takes in a second or two; what is not here any more, or was stored by another node, is to be read.
 */
public final class RecentEvents {

    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final long SHARE_OF_HEAP = 64;

    /** What an event takes besides its payload and metadata. */
    private static final int FIXED_BYTES = 500;

    private final long limitBytes;
    private final Map<String, StoredEvent> events = new LinkedHashMap<>();
    private long bytes;

    /** @param limitBytes how much is kept */
    RecentEvents(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    static RecentEvents ofThisMachine() {
        return new RecentEvents(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** One that is never told of anything. */
    public static RecentEvents none() {
        return new RecentEvents(0);
    }

    /** These are stored; where, nobody has been told. */
    void stored(List<EventRow> rows) {
        List<StoredEvent> stored = rows.stream().map(EventRow::stored).toList();
        synchronized (events) {
            for (StoredEvent event : stored) {
                StoredEvent before = events.put(event.eventId(), event);
                bytes += size(event) - (before == null ? 0 : size(before));
            }
            Iterator<StoredEvent> oldest = events.values().iterator();
            while (bytes > limitBytes && oldest.hasNext()) {
                bytes -= size(oldest.next());
                oldest.remove();
            }
        }
    }

    /** Those of these events that are kept, by their ids and with no position. */
    public Map<String, StoredEvent> of(Collection<String> ids) {
        Map<String, StoredEvent> found = HashMap.newHashMap(ids.size());
        synchronized (events) {
            for (String id : ids) {
                StoredEvent event = events.get(id);
                if (event != null) {
                    found.put(id, event);
                }
            }
        }
        return found;
    }

    private static int size(StoredEvent event) {
        return FIXED_BYTES + event.payload().length + event.metaData().length;
    }
}
