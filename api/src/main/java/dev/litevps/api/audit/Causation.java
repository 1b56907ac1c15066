package dev.litevps.api.audit;

import dev.litevps.query.history.HistoryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What an event came of, from the request on: request, command, event, durable task, command, event, and so on; and what came
 * of it.
 */
@Component
class Causation {

    /** Far longer than any process; a limit on everything. */
    private static final int LONGEST_CHAIN = 50;

    private static final int MOST_EFFECTS = 200;

    private final ReadableHistory history;

    Causation(ReadableHistory history) {
        this.history = history;
    }

    /**
     * A link of the chain.
     *
     * @param kind {@code request}, {@code event}, {@code task} or {@code command}
     * @param id of the request, the event, the task or the command
     * @param name what it is: {@code POST /api/vps}, {@code VpsRequested}, {@code machine-order}, {@code CreateVps}
     */
    record Link(String kind, @Nullable String id, String name) {}

    /** From the beginning to the event itself, which is the last link. */
    Mono<List<Link>> chain(HistoryRow event) {
        return Mono.just(event)
                .expand(later -> parent(EventResponse.of(later)))
                .take(LONGEST_CHAIN)
                .map(EventResponse::of)
                .collectList()
                .map(upwards -> links(upwards.reversed()));
    }

    private Mono<HistoryRow> parent(EventResponse event) {
        String cause = event.causeEventId();
        return cause == null ? Mono.empty() : history.byId(cause);
    }

    private static List<Link> links(List<EventResponse> downwards) {
        List<Link> links = new ArrayList<>();
        EventResponse first = downwards.getFirst();
        String request = first.requestId();
        if (request != null) {
            String what = first.request();
            links.add(new Link("request", request, what == null ? "a request" : what));
        }
        for (EventResponse event : downwards) {
            String task = event.task();
            if (task != null) {
                links.add(new Link("task", task, task.contains("/") ? task.substring(0, task.lastIndexOf('/')) : task));
            }
            String command = event.command();
            if (command != null) {
                links.add(new Link("command", event.causationId(), command));
            }
            links.add(new Link("event", event.eventId(), event.type()));
        }
        return links;
    }

    /** The other events that the same command decided on. */
    Mono<List<EventResponse>> besides(HistoryRow event) {
        String command = EventResponse.of(event).causationId();
        return command == null
                ? Mono.just(List.of())
                : history.ofCommand(command, MOST_EFFECTS)
                        .filter(other -> !other.eventId().equals(event.eventId()))
                        .map(EventResponse::of)
                        .collectList();
    }

    /** The events that followed from it directly. */
    Mono<List<EventResponse>> effects(HistoryRow event) {
        return history.causedBy(event.eventId(), MOST_EFFECTS)
                .map(EventResponse::of)
                .collectList();
    }

    /** Whether the text can be an event's id. */
    static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
