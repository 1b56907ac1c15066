package dev.litevps.api.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.litevps.api.captcha.Captcha;
import dev.litevps.api.limit.ClientAddress;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.EmailAddress;
import dev.litevps.api.web.RequestIdFilter;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.query.ReadYourWrites;
import java.net.URI;
import java.util.Map;
import org.axonframework.common.IdentifierFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/auth/register}: an account for whoever solved the challenge of the portal. */
@RestController
class RegisterController {

    private final Captcha captcha;
    private final ClientAddress clients;
    private final PasswordRules passwords;
    private final PasswordThreads threads;
    private final AccountRegistrar registrar;
    private final ReadYourWrites readYourWrites;

    RegisterController(
            Captcha captcha,
            ClientAddress clients,
            PasswordRules passwords,
            PasswordThreads threads,
            AccountRegistrar registrar,
            ReadYourWrites readYourWrites) {
        this.captcha = captcha;
        this.clients = clients;
        this.passwords = passwords;
        this.threads = threads;
        this.registrar = registrar;
        this.readYourWrites = readYourWrites;
    }

    record RegisterRequest(
            @Nullable String email,
            @Nullable String password,

            @JsonProperty("cf-turnstile-response") @Nullable String captchaToken) {

        /** Without the password, since it may end up in a log. */
        @Override
        public String toString() {
            return "RegisterRequest";
        }
    }

    record RegisterResponse(String id, String email) {

        @Override
        public String toString() {
            return "RegisterResponse[" + id + "]";
        }
    }

    /** The challenge is looked at last, since its token is good for one time only. */
    @PostMapping("/api/auth/register")
    Mono<ResponseEntity<RegisterResponse>> register(@RequestBody RegisterRequest request, ServerWebExchange exchange) {
        String token = request.captchaToken();
        if (token == null || token.isBlank()) {
            return Mono.error(failed());
        }
        EmailAddress email = EmailAddress.parse(request.email());
        String password = passwords.require(request.password(), email.normalised());
        AccountId accountId = AccountId.of(IdentifierFactory.getInstance().generateIdentifier());
        return captcha.verify(token, clients.of(exchange.getRequest())).flatMap(verdict -> switch (verdict) {
            case PASSED -> create(accountId, email, password, RequestIdFilter.provenance(exchange));
            case FAILED -> Mono.error(failed());
            case UNAVAILABLE ->
                Mono.error(ApiException.unavailable(
                        "the CAPTCHA cannot be verified at the moment; try again in a minute"));
        });
    }

    /** Whoever logs in next finds the account in the views. */
    private Mono<ResponseEntity<RegisterResponse>> create(
            AccountId accountId, EmailAddress email, String password, Map<String, String> provenance) {
        return threads.run(() -> registrar.register(accountId, Role.CUSTOMER, email.text(), password, provenance))
                .flatMap(receipt -> readYourWrites.shown(receipt.changed()))
                .then(Mono.fromSupplier(() -> ResponseEntity.created(URI.create("/api/me"))
                        .body(new RegisterResponse(accountId.toString(), email.text()))));
    }

    private static ApiException failed() {
        return ApiException.badRequest("captcha_failed", "CAPTCHA verification failed");
    }
}
