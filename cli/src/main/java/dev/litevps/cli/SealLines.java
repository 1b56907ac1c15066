package dev.litevps.cli;

import dev.litevps.events.seal.InclusionProof;
import dev.litevps.events.seal.SealedLeaf;
import dev.litevps.events.seal.SignedNote;
import dev.litevps.events.seal.StoredEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events and sealed hashes in JSON, one in a line. Other fields than those that are needed are passed over, and so are lines that
 * are none: who damages a line must not keep the rest from being verified.
 */
final class SealLines<T> implements Iterator<T>, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** Beyond it they are counted no more; who damages more has damaged enough. */
    private static final int MOST_DAMAGED = 1_000;

    private final BufferedReader lines;
    private final Function<JsonNode, T> reader;
    private final ToLongFunction<T> place;
    private final String what;
    private final List<DamagedLine> damaged = new ArrayList<>();
    private final List<Long> unread = new ArrayList<>();
    private @Nullable T next;
    private long number;
    private long position;

    /**
     * A line that is not what it should be.
     *
     * @param number of the line, from 1
     * @param behind the position of what comes before it; 0 if nothing does
     * @param before the position of what comes behind it; the greatest number if nothing does
     */
    record DamagedLine(long number, String what, long behind, long before) {}

    private SealLines(InputStream content, String what, Function<JsonNode, T> reader, ToLongFunction<T> place) {
        this.lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        this.reader = reader;
        this.place = place;
        this.what = what;
        this.next = read();
    }

    static SealLines<StoredEvent> events(InputStream content) {
        return new SealLines<>(content, "event", SealLines::event, StoredEvent::position);
    }

    static SealLines<SealedLeaf> leaves(InputStream content) {
        return new SealLines<>(content, "sealed hash", SealLines::leaf, SealedLeaf::position);
    }

    /** The lines that were passed over so far, the first of them if there are very many. */
    List<DamagedLine> damaged() {
        return damaged;
    }

    private @Nullable T read() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                T read = parse(line);
                if (read != null) {
                    noteUnread(place.applyAsLong(read));
                    return read;
                }
            }
            noteUnread(Long.MAX_VALUE);
            return null;
        } catch (IOException broken) {
            throw new CommandFailure(
                    ExitStatus.UNREACHABLE, "Line " + number + " is the last of the " + what + "s that could be read.");
        }
    }

    private @Nullable T parse(String line) {
        try {
            return line.isBlank() ? null : reader.apply(JSON.readTree(line));
        } catch (JacksonException | IllegalArgumentException wrong) {
            if (damaged.size() + unread.size() < MOST_DAMAGED) {
                unread.add(number);
            }
            return null;
        }
    }

    private void noteUnread(long before) {
        unread.forEach(line -> damaged.add(new DamagedLine(line, what, position, before)));
        unread.clear();
        position = before;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public T next() {
        T current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        next = read();
        return current;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException ignored) {
            // It was read as far as it was needed.
        }
    }

    private static SealedLeaf leaf(JsonNode line) {
        return new SealedLeaf(
                number(line, "index"),
                number(line, "position"),
                bytes(line, "hash"),
                textOrNull(line, "event_id"),
                textOrNull(line, "aggregate_id"));
    }

    /** {@link IllegalArgumentException} if it is none. */
    private static StoredEvent event(JsonNode line) {
        return new StoredEvent(
                number(line, "position"),
                text(line, "event_id"),
                text(line, "aggregate_id"),
                number(line, "sequence"),
                textOrNull(line, "aggregate_type"),
                text(line, "timestamp"),
                text(line, "payload_type"),
                textOrNull(line, "payload_revision"),
                bytes(line, "payload"),
                bytes(line, "meta_data"));
    }

    /** The proof of an answer or a file; {@link CommandFailure} if it is none. */
    static InclusionProof proof(JsonNode proof) {
        try {
            return new InclusionProof(
                    event(proof.path("event")),
                    number(proof, "leaf_index"),
                    proof.path("path")
                            .valueStream()
                            .map(hash -> Base64.getDecoder().decode(hash.asString("")))
                            .toList(),
                    SignedNote.parse(text(proof, "checkpoint")));
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(ExitStatus.FAILED, "This is no proof of an event.");
        }
    }

    private static long number(JsonNode line, String name) {
        JsonNode value = line.path(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException(name);
        }
        return value.longValue();
    }

    private static String text(JsonNode line, String name) {
        String text = textOrNull(line, name);
        if (text == null) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }

    private static @Nullable String textOrNull(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private static byte[] bytes(JsonNode line, String name) {
        return Base64.getDecoder().decode(text(line, name));
    }
}
