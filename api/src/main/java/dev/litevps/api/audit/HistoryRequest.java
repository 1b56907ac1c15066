package dev.litevps.api.audit;

import dev.litevps.api.web.ApiException;
import dev.litevps.query.history.HistoryFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/** Which events a request asks for, by its parameters. */
final class HistoryRequest {

    private final MultiValueMap<String, String> parameters;

    private HistoryRequest(ServerWebExchange exchange) {
        this.parameters = exchange.getRequest().getQueryParams();
    }

    /** {@link ApiException} 400 if a parameter is not what it should be. */
    static HistoryFilter filter(ServerWebExchange exchange) {
        HistoryRequest request = new HistoryRequest(exchange);
        return new HistoryFilter(
                request.text("aggregate"),
                request.text("aggregate_type"),
                request.text("type"),
                request.id("account"),
                request.id("actor"),
                request.id("vps"),
                request.text("request_id"),
                request.time("from"),
                request.time("to"),
                request.sequences());
    }

    /** Behind which position an export begins, so that one that broke off can go on; {@link ApiException} 400 if it is none. */
    static long after(ServerWebExchange exchange) {
        String value = new HistoryRequest(exchange).text("after");
        try {
            return value == null ? -1 : Long.parseLong(value);
        } catch (NumberFormatException e) {
            ApiException refusal = ApiException.badRequest("invalid_after", "after must be the position of an event");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Whether the oldest are asked for first; {@link ApiException} 400 if it is no order. */
    static boolean oldestFirst(ServerWebExchange exchange) {
        String order = exchange.getRequest().getQueryParams().getFirst("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            throw ApiException.badRequest("invalid_order", "order must be asc or desc");
        }
        return "asc".equals(order);
    }

    private HistoryFilter.Sequences sequences() {
        HistoryFilter.Sequences sequences =
                new HistoryFilter.Sequences(sequence("from_sequence"), sequence("to_sequence"));
        if (text("aggregate") == null && !sequences.equals(HistoryFilter.Sequences.ALL)) {
            throw ApiException.badRequest(
                    "missing_aggregate", "aggregate is required: only the events of an aggregate are numbered");
        }
        return sequences;
    }

    private @Nullable Long sequence(String name) {
        String value = text(name);
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            ApiException refusal = ApiException.badRequest("invalid_" + name, name + " must be the number of an event");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private @Nullable String text(String name) {
        String value = parameters.getFirst(name);
        return value == null || value.isBlank() ? null : value;
    }

    private @Nullable UUID id(String name) {
        String value = text(name);
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            ApiException refusal = ApiException.badRequest("invalid_" + name, name + " must be an id");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private @Nullable Instant time(String name) {
        String value = text(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            ApiException refusal =
                    ApiException.badRequest("invalid_" + name, name + " must be a time such as 2026-11-01T00:00:00Z");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
