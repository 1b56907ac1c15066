package dev.litevps.api.replay;

import dev.litevps.api.replay.Past.Known;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Page;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.query.view.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What was known at a time, for auditors: {@code as_of} is a position or a time, and without it is now. Made of the events by
 * the code that makes the views, and in the words of the views: what is encrypted there is encrypted here.
 */
@RestController
class PastController {

    private static final Page.Bounds LINES = new Page.Bounds(100, 1_000);

    private static final String VPS = "select to_jsonb(vps_view) from vps_view where id = ?";
    private static final String BALANCE = "select to_jsonb(balance_view) from balance_view where account_id = ?";
    private static final String TOKEN = "select to_jsonb(access_token_view) from access_token_view where id = ?";

    private static final String ENTRIES = """
            select to_jsonb(entry) from (
                select event_id, kind, amount_micros, balance_after_micros, reason, vps_id, at from ledger_entry
                where account_id = ? order by first_row desc limit ? offset ?) entry""";

    private static final String LEASE = """
            select to_jsonb(lease) from (
                select address, vps_id, allocated_at, released_at from address_lease_view
                where address = ? order by number desc limit 1) lease""";

    private final Past past;
    private final ReplayThreads threads;

    PastController(Past past, ReplayThreads threads) {
        this.past = past;
        this.threads = threads;
    }

    /**
     * A row of a view, as it was.
     *
     * @param position of the last event that it shows
     * @param at when that happened
     * @param events how many events it was made of
     */
    record StateResponse(long position, Instant at, long events, JsonNode state) {}

    /** Entries of a ledger as they were, the newest first. */
    record EntriesResponse(long position, Instant at, long events, List<JsonNode> entries) {}

    @GetMapping("/api/audit/vps/{id}")
    Mono<StateResponse> vps(@PathVariable String id, @RequestParam(name = "as_of") @Nullable String asOf) {
        AsOf end = AsOf.parse(asOf);
        UUID vps = id(id, "VPS");
        return state(() -> past.of(View.VPS, List.of(vps.toString()), end, VPS, vps), "VPS");
    }

    @GetMapping("/api/audit/tokens/{id}")
    Mono<StateResponse> token(@PathVariable String id, @RequestParam(name = "as_of") @Nullable String asOf) {
        AsOf end = AsOf.parse(asOf);
        UUID token = id(id, "access token");
        return state(() -> past.of(View.TOKEN, List.of(token.toString()), end, TOKEN, token), "access token");
    }

    @GetMapping("/api/audit/accounts/{id}/balance")
    Mono<StateResponse> balance(@PathVariable String id, @RequestParam(name = "as_of") @Nullable String asOf) {
        AsOf end = AsOf.parse(asOf);
        UUID account = id(id, "account");
        return state(() -> past.of(View.LEDGER, ledgerOf(account), end, BALANCE, account), "account");
    }

    @GetMapping("/api/audit/accounts/{id}/ledger")
    Mono<EntriesResponse> ledger(
            @PathVariable String id,
            @RequestParam(name = "as_of") @Nullable String asOf,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String offset) {
        AsOf end = AsOf.parse(asOf);
        int rows = LINES.limit(limit);
        long skipped = LINES.offset(offset);
        UUID account = id(id, "account");
        return known(() -> past.of(View.LEDGER, ledgerOf(account), end, ENTRIES, account, rows, skipped), "account")
                .map(known -> new EntriesResponse(
                        known.position(),
                        known.at(),
                        known.events(),
                        known.rows().stream().map(PastState::shown).toList()));
    }

    /** Who had it, or had it last. */
    @GetMapping("/api/audit/addresses/{address}")
    Mono<StateResponse> address(@PathVariable String address, @RequestParam(name = "as_of") @Nullable String asOf) {
        AsOf end = AsOf.parse(asOf);
        return state(() -> past.of(View.ADDRESS, past.addressPools(), end, LEASE, address), "lease of this address");
    }

    private Mono<StateResponse> state(Callable<Optional<Known>> read, String what) {
        return known(read, what)
                .filter(known -> !known.rows().isEmpty())
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(what)))
                .map(known -> new StateResponse(
                        known.position(),
                        known.at(),
                        known.events(),
                        PastState.shown(known.rows().getFirst())));
    }

    private Mono<Known> known(Callable<Optional<Known>> read, String what) {
        return threads.call(read)
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(what)));
    }

    private static List<String> ledgerOf(UUID account) {
        return List.of(new LedgerId(new AccountId(account)).toString());
    }

    private static UUID id(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            ApiException unknown = ApiException.notFound(what);
            unknown.initCause(e);
            throw unknown;
        }
    }
}
