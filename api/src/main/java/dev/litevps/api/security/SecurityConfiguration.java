package dev.litevps.api.security;

import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.error.ErrorResponses;
import dev.litevps.events.account.Role;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What of the edge is public, and how a caller proves who they are: {@code Authorization: Bearer …}. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String SCHEME = "Bearer ";

    @Bean
    SecurityWebFilterChain securityWebFilterChain(
            ServerHttpSecurity http,
            SessionTokens sessions,
            AccessTokenCredentials accessTokens,
            ErrorResponses responses) {
        AuthenticationWebFilter authentication =
                new AuthenticationWebFilter(authenticationManager(sessions, accessTokens));
        authentication.setServerAuthenticationConverter(bearerToken());
        // Who logs in may still send the token that expired.
        authentication.setRequiresAuthenticationMatcher(new NegatedServerWebExchangeMatcher(isPublic()));
        authentication.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        authentication.setAuthenticationFailureHandler(
                (filter, failure) -> failure instanceof AuthenticationServiceException
                        ? sendAway(filter.getExchange(), responses)
                        : refuse(filter.getExchange(), responses));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .authorizeExchange(exchanges -> exchanges
                        .matchers(isPublic())
                        .permitAll()
                        .pathMatchers("/api/admin/**")
                        .hasRole(Role.OPERATOR.name())
                        .pathMatchers("/api/audit/**")
                        .hasAnyRole(Role.AUDITOR.name(), Role.SUPPORT.name(), Role.OPERATOR.name())
                        .pathMatchers("/api/support/**")
                        .hasAnyRole(Role.SUPPORT.name(), Role.OPERATOR.name())
                        .pathMatchers("/api/**")
                        .authenticated()
                        .pathMatchers("/metrics")
                        .hasRole(Role.OPERATOR.name())
                        // There is nothing outside the API: whoever asks gets an honest 404.
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint((exchange, _) -> refuse(exchange, responses))
                                .accessDeniedHandler((exchange, _) -> responses.write(
                                        exchange,
                                        HttpStatus.FORBIDDEN,
                                        new ErrorBody("your role does not allow this", "forbidden"))))
                .addFilterAt(authentication, SecurityWebFiltersOrder.AUTHENTICATION)
                .build();
    }

    /** A path or a header that no honest client sends is bad input like any other, and is told so in the same form. */
    @Bean
    ServerExchangeRejectedHandler exchangeRejectedHandler(ErrorResponses responses) {
        return (exchange, _) -> responses.write(
                exchange,
                HttpStatus.BAD_REQUEST,
                new ErrorBody("the path or a header has characters that are not taken here", "invalid_request"));
    }

    private static ServerWebExchangeMatcher isPublic() {
        return ServerWebExchangeMatchers.matchers(
                ServerWebExchangeMatchers.pathMatchers(
                        HttpMethod.POST, "/api/auth/login", "/api/auth/register", "/api/billing/stripe/webhook"),
                ServerWebExchangeMatchers.pathMatchers("/checkout/**"),
                ServerWebExchangeMatchers.pathMatchers(
                        HttpMethod.GET,
                        "/api/pricing",
                        "/health",
                        "/health/ready",
                        "/.well-known/agent.json",
                        "/.well-known/jwks.json",
                        "/llms.txt",
                        "/openapi.json",
                        "/docs",
                        "/webjars/**",
                        "/outbox",
                        "/",
                        "/register",
                        "/login",
                        "/tokens",
                        "/portal/*"));
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, ErrorResponses responses) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return responses.write(
                exchange,
                HttpStatus.UNAUTHORIZED,
                new ErrorBody("log in first: the token is missing, wrong or expired", "unauthorized"));
    }

    /** Nobody knows whether the token is a good one: the caller must not throw it away. */
    private static Mono<Void> sendAway(ServerWebExchange exchange, ErrorResponses responses) {
        return responses.write(
                exchange,
                HttpStatus.SERVICE_UNAVAILABLE,
                new ErrorBody("the database does not answer; try again", "unavailable"));
    }

    private static ServerAuthenticationConverter bearerToken() {
        return exchange -> Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> UsernamePasswordAuthenticationToken.unauthenticated(
                        "", header.substring(SCHEME.length()).strip()));
    }

    private static ReactiveAuthenticationManager authenticationManager(
            SessionTokens sessions, AccessTokenCredentials accessTokens) {
        return unproven -> caller(String.valueOf(unproven.getCredentials()), sessions, accessTokens)
                .onErrorMap(
                        DataAccessException.class,
                        failure -> new AuthenticationServiceException("the token could not be looked up", failure))
                .switchIfEmpty(Mono.error(() -> new BadCredentialsException("unknown token")))
                .map(SecurityConfiguration::authenticated);
    }

    private static Mono<Caller> caller(String token, SessionTokens sessions, AccessTokenCredentials accessTokens) {
        return AccessTokenValue.isMeant(token) ? accessTokens.authenticate(token) : sessions.verify(token);
    }

    private static Authentication authenticated(Caller caller) {
        return UsernamePasswordAuthenticationToken.authenticated(
                caller, "", List.of(new SimpleGrantedAuthority("ROLE_" + caller.role())));
    }
}
