package dev.litevps.api.seal;

import dev.litevps.api.seal.SealThreads.Part;
import dev.litevps.events.seal.SealedLeaf;
import dev.litevps.events.seal.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** All events as they are stored, and all hashes that were sealed of them: one in each line (NDJSON). */
@RestController
@RequestMapping("/api/audit/seal")
class SealDownloadController {

    private static final int EVENTS_AT_ONCE = 500;

    private final SealReads reads;
    private final SealThreads threads;
    private final JsonMapper json;

    SealDownloadController(SealReads reads, SealThreads threads, JsonMapper json) {
        this.reads = reads;
        this.threads = threads;
        this.json = json;
    }

    /** The hash in base64. */
    @SuppressWarnings("ArrayRecordComponent") // It is written and forgotten.
    record LeafLine(
            long index,
            long position,
            byte[] hash,
            @Nullable String eventId,
            @Nullable String aggregateId) {

        static LeafLine of(SealedLeaf leaf) {
            return new LeafLine(leaf.index(), leaf.position(), leaf.hash(), leaf.eventId(), leaf.aggregateId());
        }
    }

    /** The events behind a position, at most {@code limit} of them. */
    @GetMapping("/events")
    ResponseEntity<Flux<DataBuffer>> events(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        long first = SealNumbers.from(after, "after", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
        Remaining remaining = new Remaining(SealNumbers.from(limit, "limit", Long.MAX_VALUE, 1, Long.MAX_VALUE));
        return answer(threads.parts(first, position -> {
            List<StoredEvent> events =
                    remaining.isNone() ? List.of() : reads.eventsAfter(position, remaining.take(EVENTS_AT_ONCE));
            return events.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Part(
                            lines(events.stream().map(EventLine::of).toList()),
                            events.getLast().position()));
        }));
    }

    /** The hashes from a place in the tree on, at most {@code limit} of them. */
    @GetMapping("/leaves")
    ResponseEntity<Flux<DataBuffer>> leaves(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String limit) {
        long first = SealNumbers.from(from, "from", 0, 0, Long.MAX_VALUE);
        long count = SealNumbers.from(limit, "limit", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        long end = count > Long.MAX_VALUE - first ? Long.MAX_VALUE : first + count;
        return answer(threads.parts(first, index -> {
            List<SealedLeaf> leaves = index >= end ? List.of() : reads.leavesFrom(index, end);
            return leaves.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Part(
                            lines(leaves.stream().map(LeafLine::of).toList()),
                            leaves.getLast().index() + 1));
        }));
    }

    /** How many may yet be sent; used by one answer. */
    private static final class Remaining {

        private long count;

        private Remaining(long count) {
            this.count = count;
        }

        private boolean isNone() {
            return count == 0;
        }

        private int take(int most) {
            int taken = (int) Math.min(most, count);
            count -= taken;
            return taken;
        }
    }

    private byte[] lines(List<?> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Object row : rows) {
            lines.writeBytes(json.writeValueAsBytes(row));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static ResponseEntity<Flux<DataBuffer>> answer(Flux<DataBuffer> body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_NDJSON).body(body);
    }
}
