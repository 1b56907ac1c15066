package dev.litevps.api.token;

import dev.litevps.api.idempotency.KeyedRequest;
import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.AccessTokenCredentials;
import dev.litevps.api.security.AccessTokenValue;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.ExactNumber;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.command.token.AccessTokenCommand.RevokeAccessToken;
import dev.litevps.events.Usd;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.query.token.AccessTokenQueries;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.annotation.JsonDeserialize;

/** {@code /api/tokens}: long-lived tokens that are accepted wherever a session's is. */
@RestController
@RequestMapping("/api/tokens")
class AccessTokenController {

    private final Commands commands;
    private final AccessTokenCredentials credentials;
    private final AccessTokenQueries queries;
    private final Pages pages;
    private final Clock clock;

    AccessTokenController(
            Commands commands,
            AccessTokenCredentials credentials,
            AccessTokenQueries queries,
            Pages pages,
            Clock clock) {
        this.commands = commands;
        this.credentials = credentials;
        this.queries = queries;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * What the token is to be.
     *
     * @param spendLimit what its VPSes may cost, in US dollars with six decimals at most; null if that is not limited
     */
    record CreateRequest(
            @Nullable String name,

            @JsonDeserialize(using = ExactNumber.class) @Nullable
            BigDecimal spendLimit) {}

    @GetMapping
    Mono<ResponseEntity<List<AccessTokenResponse>>> list(
            @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        return queries.byAccount(caller.accountId(), AccessTokenCredentials.MAX_TOKENS)
                .collectList()
                .zipWith(
                        credentials.lastUses(caller.accountId()),
                        (rows, lastUses) -> page.answerFrom(
                                rows,
                                Page.Position.DESCENDING,
                                row -> Page.Position.of(
                                        row.createdAt(), row.id().toString()),
                                row -> AccessTokenResponse.of(row, lastUses.get(row.id()))));
    }

    /** The answer is made of what was decided rather than of the view: the token's value must not be lost if that lags. */
    @PostMapping
    Mono<ResponseEntity<AccessTokenResponse.Created>> create(
            @RequestBody CreateRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        if (caller.spendLimited()) {
            throw ApiException.spendLimited(
                    "an access token with a spend limit cannot create access tokens: they would not have its limit");
        }
        CreateAccessToken command = new CreateAccessToken(
                AccessTokenId.of(RequestIdentifiers.next(exchange)),
                caller.accountId(),
                required(request.name()),
                spendLimit(request.spendLimit()),
                // As the database keeps it, so that this answer and later ones agree.
                RequestIdentifiers.askedAt(exchange, clock).truncatedTo(ChronoUnit.MICROS));
        // A repeated attempt has to know the value again.
        AccessTokenValue value = KeyedRequest.of(exchange)
                .map(keyed -> AccessTokenValue.of(keyed.secret("access-token")))
                .orElseGet(AccessTokenValue::random);
        return commands.sendWith(() -> store(value, command, caller), command, caller, exchange)
                .thenReturn(ResponseEntity.created(URI.create("/api/tokens/" + command.tokenId()))
                        .body(AccessTokenResponse.Created.of(command, value)));
    }

    /**
     * What was revoked before, what is somebody else's and what never was are all the same: not found. A token with a spend
     * limit ends itself only: its owner's other tokens are not its own to end.
     */
    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> revoke(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        AccessTokenId token = parse(id);
        if (caller.spendLimited() && !token.equals(caller.accessToken())) {
            throw ApiException.spendLimited("an access token with a spend limit cannot revoke other access tokens");
        }
        RevokeAccessToken command = new RevokeAccessToken(token, caller.accountId(), clock.instant());
        return commands.sendWith(() -> forget(command), command, caller, exchange)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private void store(AccessTokenValue value, CreateAccessToken command, Caller caller) {
        boolean limited = command.spendLimit() != null;
        credentials.add(value, command.tokenId(), caller.accountId(), caller.role(), limited, command.at());
    }

    private void forget(RevokeAccessToken command) {
        if (!credentials.remove(command.tokenId(), command.accountId())) {
            throw ApiException.notFound("access token");
        }
    }

    private static String required(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ApiException.badRequest("missing_name", "name is required");
        }
        return name;
    }

    private static @Nullable Usd spendLimit(@Nullable BigDecimal dollars) {
        if (dollars == null) {
            return null;
        }
        try {
            return Usd.of(dollars);
        } catch (ArithmeticException e) {
            ApiException refusal = ApiException.badRequest(
                    "invalid_value", "spend_limit must be an amount of dollars with six decimals at most");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static AccessTokenId parse(String id) {
        try {
            return AccessTokenId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException notFound = ApiException.notFound("access token");
            notFound.initCause(e);
            throw notFound;
        }
    }
}
