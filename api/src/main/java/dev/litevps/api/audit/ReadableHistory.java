package dev.litevps.api.audit;

import dev.litevps.api.secrets.PersonalMembers;
import dev.litevps.api.web.Commands;
import dev.litevps.events.account.AccountId;
import dev.litevps.query.history.HistoryFilter;
import dev.litevps.query.history.HistoryQueries;
import dev.litevps.query.history.HistoryRow;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The history with what customers call things in it, as long as their accounts are not erased. */
@Component
class ReadableHistory {

    private final HistoryQueries stored;
    private final PersonalMembers personal;
    private final Commands blocking;
    private final JsonMapper json;

    ReadableHistory(HistoryQueries stored, PersonalMembers personal, Commands blocking, JsonMapper json) {
        this.stored = stored;
        this.personal = personal;
        this.blocking = blocking;
        this.json = json;
    }

    Flux<HistoryRow> before(HistoryFilter filter, long position, int limit, long offset) {
        return readable(stored.before(filter, position, limit, offset));
    }

    Flux<HistoryRow> after(HistoryFilter filter, long position, int limit, long offset) {
        return readable(stored.after(filter, position, limit, offset));
    }

    Flux<HistoryRow> latestOfEachType(Collection<String> aggregates, long position) {
        return readable(stored.latestOfEachType(aggregates, position));
    }

    Mono<HistoryRow> byId(String eventId) {
        return readable(stored.byId(eventId).flux()).next();
    }

    Flux<HistoryRow> ofCommand(String commandId, int limit) {
        return readable(stored.ofCommand(commandId, limit));
    }

    Flux<HistoryRow> causedBy(String eventId, int limit) {
        return readable(stored.causedBy(eventId, limit));
    }

    private Flux<HistoryRow> readable(Flux<HistoryRow> rows) {
        return rows.collectList()
                .flatMap(read -> read.isEmpty()
                        ? Mono.just(List.<HistoryRow>of())
                        : blocking.blocking(
                                () -> read.stream().map(this::readable).toList()))
                .flatMapIterable(read -> read);
    }

    private HistoryRow readable(HistoryRow row) {
        UUID account = row.accountId();
        if (account == null) {
            return row;
        }
        JsonNode stored = json.readTree(row.payload());
        JsonNode readable = personal.readable(new AccountId(account), stored);
        return readable.equals(stored) ? row : row.withPayload(json.writeValueAsString(readable));
    }
}
