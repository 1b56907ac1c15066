package dev.litevps.api.security;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pass who may ask what they ask: {@link AccessRules} say who may, {@code Authorization: Bearer …} proves who they are,
 * and whoever comes after finds that by {@link Caller#of}. All in one step, since it is taken for every request: as the
 * framework's separate filters it cost more than the rest of an answer.
 */
final class CallerFilter implements WebFilter {

    private static final String SCHEME = "Bearer ";

    private final SessionTokens sessions;
    private final AccessTokenCredentials accessTokens;
    private final ErrorResponses responses;

    CallerFilter(SessionTokens sessions, AccessTokenCredentials accessTokens, ErrorResponses responses) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.responses = responses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        SecurityHeaders.addTo(exchange);
        Access access = AccessRules.of(exchange.getRequest());
        // Who logs in may still send the token that expired.
        if (access == Access.PUBLIC) {
            return chain.filter(exchange);
        }
        String token = bearerToken(exchange.getRequest());
        if (token == null) {
            return access == Access.OPEN ? chain.filter(exchange) : refuse(exchange);
        }
        Caller known = sessions.remembered(token);
        return known == null
                ? find(token)
                        .map(caller -> admit(caller, access, exchange, chain))
                        .switchIfEmpty(Mono.fromSupplier(() -> refuse(exchange)))
                        .onErrorResume(DataAccessException.class, _ -> Mono.just(sendAway(exchange)))
                        .flatMap(answer -> answer)
                : admit(known, access, exchange, chain);
    }

    private Mono<Caller> find(String token) {
        return AccessTokenValue.isMeant(token) ? accessTokens.authenticate(token) : sessions.verify(token);
    }

    private Mono<Void> admit(Caller caller, Access access, ServerWebExchange exchange, WebFilterChain chain) {
        caller.putInto(exchange);
        Refusal refusal = access.refusal(caller, exchange.getRequest().getMethod());
        if (refusal != null) {
            RefusalFilter.refuse(exchange, refusal);
        }
        return chain.filter(exchange);
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return responses.write(
                exchange,
                HttpStatus.UNAUTHORIZED,
                new ErrorBody("log in first: the token is missing, wrong or expired", "unauthorized"));
    }

    /** Nobody knows whether the token is a good one: the caller must not throw it away. */
    private Mono<Void> sendAway(ServerWebExchange exchange) {
        return responses.write(
                exchange,
                HttpStatus.SERVICE_UNAVAILABLE,
                new ErrorBody("the database does not answer; try again", "unavailable"));
    }

    private static @Nullable String bearerToken(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
