package dev.litevps.api.web;

import dev.litevps.query.Slice;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * The part of a list that a request asks for. One row more than asked for is read: if it is there, the answer says where the next
 * page is, in {@code Link} (RFC 8288, {@code rel="next"}) and, for those who build addresses themselves, in
 * {@code X-Next-Cursor}. The body stays a plain array.
 */
public final class Page {

    /** The cursor of the next page. */
    public static final String NEXT_CURSOR = "X-Next-Cursor";

    private static final String[] PARAMETERS = {"limit=", "offset=", "cursor="};

    private final int limit;
    private final long offset;
    private final @Nullable Position after;
    private final Function<Position, String> cursors;
    private final URI uri;

    Page(int limit, long offset, @Nullable Position after, Function<Position, String> cursors, URI uri) {
        this.limit = limit;
        this.offset = offset;
        this.after = after;
        this.cursors = cursors;
        this.uri = uri;
    }

    /**
     * Where a row is in its list: by a number, and where that is the same, by a text that no other row has.
     *
     * @param number of a time, microseconds since 1970
     */
    public record Position(long number, String text) {

        /** Of lists whose newest row comes first. */
        public static final Comparator<Position> DESCENDING = Comparator.comparingLong(Position::number)
                .thenComparing(Position::text)
                .reversed();

        /** Of lists whose oldest, or least, row comes first. */
        public static final Comparator<Position> ASCENDING =
                Comparator.comparingLong(Position::number).thenComparing(Position::text);

        /** The database keeps times to the microsecond. */
        public static Position of(Instant at, String id) {
            return new Position(ChronoUnit.MICROS.between(Instant.EPOCH, at), id);
        }

        /** The number as a time. */
        public Instant time() {
            return Instant.EPOCH.plus(number, ChronoUnit.MICROS);
        }
    }

    /**
     * How long pages are.
     *
     * @param usual if nothing is asked for
     * @param most that can be asked for
     */
    public record Bounds(int usual, int most) {

        /** As before there were pages: who asks for a list gets all of it, unless it is a very long one. */
        public static final Bounds LIST = new Bounds(1_000, 1_000);

        /** Far beyond any list; a page is found by adding to it. */
        private static final long MAX_OFFSET = Long.MAX_VALUE - 2_000;

        /** {@link ApiException} 400 if it is none. */
        public int limit(@Nullable String text) {
            return (int) number(text, "limit", usual, 1, most);
        }

        /** {@link ApiException} 400 if it is none. */
        public long offset(@Nullable String text) {
            return number(text, "offset", 0, 0, MAX_OFFSET);
        }

        private static long number(@Nullable String text, String name, long absent, long least, long greatest) {
            if (text == null) {
                return absent;
            }
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= greatest) {
                    return number;
                }
                throw invalid(name, "%s must be from %d to %d".formatted(name, least, greatest));
            } catch (NumberFormatException e) {
                ApiException refusal =
                        invalid(name, name + " must be a whole number, from %d to %d".formatted(least, greatest));
                refusal.initCause(e);
                throw refusal;
            }
        }

        private static ApiException invalid(String name, String message) {
            return ApiException.badRequest("invalid_" + name, message);
        }
    }

    /** How many rows to read: one more than asked for. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** How many rows to leave out. */
    public long offset() {
        return offset;
    }

    /** Behind which row the page begins; null if at the beginning. */
    public @Nullable Position after() {
        return after;
    }

    /** What to read of a list whose positions are a time and an id, the newest first: one row more than asked for. */
    public Slice slice() {
        return new Slice(
                rowsToRead(),
                offset,
                after == null ? null : new Slice.Position(after.time(), UUID.fromString(after.text())));
    }

    /** The answer with what was read of {@link #slice}. */
    public <R, T> ResponseEntity<List<T>> answer(List<R> rows, Function<R, Position> position, Function<R, T> shown) {
        boolean more = rows.size() > limit;
        List<R> page = more ? rows.subList(0, limit) : rows;
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (more) {
            String cursor = cursors.apply(position.apply(page.getLast()));
            answer.header(HttpHeaders.LINK, "<" + next(cursor) + ">; rel=\"next\"")
                    .header(NEXT_CURSOR, cursor);
        }
        return answer.body(page.stream().map(shown).toList());
    }

    /** The answer with what is asked for of a short list that was read as a whole. */
    public <R, T> ResponseEntity<List<T>> answerFrom(
            List<R> all, Comparator<Position> order, Function<R, Position> position, Function<R, T> shown) {
        List<R> rows = all.stream()
                .sorted(Comparator.comparing(position, order))
                .filter(row -> after == null || order.compare(position.apply(row), after) > 0)
                .skip(offset)
                .limit(limit + 1L)
                .toList();
        return answer(rows, position, shown);
    }

    /** The same request for the next page, relative to the server. */
    private String next(String cursor) {
        String raw = uri.getRawQuery();
        return uri.getRawPath() + "?"
                + Stream.concat(
                                Stream.of(raw == null ? new String[0] : raw.split("&", -1))
                                        .filter(parameter -> parameter.startsWith("limit=") || !isOfPaging(parameter)),
                                Stream.of("cursor=" + cursor))
                        .collect(Collectors.joining("&"));
    }

    /** Whether the raw parameter says which page is asked for, and not of what. */
    static boolean isOfPaging(String parameter) {
        return parameter.isEmpty() || Stream.of(PARAMETERS).anyMatch(parameter::startsWith);
    }
}
