package dev.litevps.api.account;

import dev.litevps.api.security.Credentials;
import dev.litevps.api.security.SessionTokens;
import dev.litevps.api.security.SessionTokens.Session;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.RequestIdFilter;
import dev.litevps.command.account.AccountCommand.LogIn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/auth/login}. */
@RestController
class LoginController {

    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);

    /** Longer input than any real address or password is not worth hashing. */
    private static final int LONGEST = 320;

    private final PasswordThreads threads;
    private final Credentials credentials;
    private final SessionTokens tokens;
    private final Commands commands;
    private final Clock clock;
    private final Counter refusals;

    LoginController(
            PasswordThreads threads,
            Credentials credentials,
            SessionTokens tokens,
            Commands commands,
            Clock clock,
            MeterRegistry meters) {
        this.threads = threads;
        this.credentials = credentials;
        this.tokens = tokens;
        this.commands = commands;
        this.clock = clock;
        this.refusals = Counter.builder("litevps.logins.refused")
                .description("How often a log-in was refused, since the address or the password was wrong")
                .register(meters);
    }

    record LoginRequest(@Nullable String email, @Nullable String password) {

        /** Without the password, since it may end up in a log. */
        @Override
        public String toString() {
            return "LoginRequest";
        }
    }

    record LoginResponse(String token) {

        @Override
        public String toString() {
            return "LoginResponse";
        }
    }

    @PostMapping("/api/auth/login")
    Mono<LoginResponse> logIn(@RequestBody LoginRequest request, ServerWebExchange exchange) {
        String email = required(request.email(), "email");
        String password = required(request.password(), "password");
        return threads.run(() -> credentials.authenticate(email, password))
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(() -> refused(exchange)))
                .flatMap(account -> {
                    Session session = tokens.begin(account);
                    return commands.send(new LogIn(account.accountId(), clock.instant()), session.caller(), exchange)
                            .thenReturn(new LoginResponse(session.token()));
                });
    }

    /** On record without the address or the password that was tried, of which either may be somebody's by mistake. */
    private ApiException refused(ServerWebExchange exchange) {
        refusals.increment();
        LOG.info("Log-in refused: wrong address or password (request {})", RequestIdFilter.requestId(exchange));
        return new ApiException(
                HttpStatus.UNAUTHORIZED, "invalid_credentials", "the e-mail address or the password is wrong");
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            throw ApiException.badRequest("invalid_" + field, field + " is missing or too long");
        }
        return value;
    }
}
