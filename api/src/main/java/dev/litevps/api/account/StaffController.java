package dev.litevps.api.account;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.EmailAddress;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.query.ReadYourWrites;
import dev.litevps.query.account.AccountQueries;
import dev.litevps.query.account.AccountRow;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /api/admin/staff}: who may audit, support and operate. Only operators make staff; who registers is a customer. */
@RestController
@RequestMapping("/api/admin/staff")
class StaffController {

    private final PasswordRules passwords;
    private final PasswordThreads threads;
    private final AccountRegistrar registrar;
    private final ReadYourWrites readYourWrites;
    private final AccountQueries accounts;
    private final PersonalData personalData;
    private final Commands commands;

    StaffController(
            PasswordRules passwords,
            PasswordThreads threads,
            AccountRegistrar registrar,
            ReadYourWrites readYourWrites,
            AccountQueries accounts,
            PersonalData personalData,
            Commands commands) {
        this.passwords = passwords;
        this.threads = threads;
        this.registrar = registrar;
        this.readYourWrites = readYourWrites;
        this.accounts = accounts;
        this.personalData = personalData;
        this.commands = commands;
    }

    /**
     * Who joins.
     *
     * @param role {@code auditor}, {@code support} or {@code operator}
     */
    record StaffRequest(
            @Nullable String email,
            @Nullable String password,
            @Nullable String role) {

        /** Without the password, since it may end up in a log. */
        @Override
        public String toString() {
            return "StaffRequest";
        }
    }

    /**
     * A member of the staff.
     *
     * @param email null once the account was erased
     */
    record StaffResponse(
            String id,
            @Nullable String email,
            String role,
            @Nullable Instant registeredAt,
            @Nullable Instant lastLoginAt) {

        @Override
        public String toString() {
            return "StaffResponse[" + id + "]";
        }
    }

    @GetMapping
    Flux<StaffResponse> list() {
        return accounts.staff().concatMap(row -> commands.blocking(() -> shown(row)));
    }

    @PostMapping
    Mono<ResponseEntity<StaffResponse>> add(
            @RequestBody StaffRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Role role = role(request.role());
        EmailAddress email = EmailAddress.parse(request.email());
        String password = passwords.require(request.password(), email.normalised());
        AccountId accountId = AccountId.of(RequestIdentifiers.next(exchange));
        Map<String, String> provenance = Commands.provenance(caller, exchange);
        return threads.run(() -> registrar.register(accountId, role, email.text(), password, provenance))
                .flatMap(receipt -> readYourWrites.shown(receipt.changed()))
                .then(accounts.byId(accountId))
                .flatMap(row -> commands.blocking(() -> shown(row)))
                .map(shown ->
                        ResponseEntity.created(URI.create("/api/admin/staff")).body(shown));
    }

    private StaffResponse shown(AccountRow row) {
        return new StaffResponse(
                row.id().toString(),
                Optional.ofNullable(row.email())
                        .flatMap(email -> personalData.decrypt(row.id(), email))
                        .orElse(null),
                row.role().name().toLowerCase(Locale.ROOT),
                row.registeredAt(),
                row.lastLoginAt());
    }

    private static Role role(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw ApiException.badRequest("missing_role", "role is required");
        }
        return switch (text) {
            case "auditor" -> Role.AUDITOR;
            case "support" -> Role.SUPPORT;
            case "operator" -> Role.OPERATOR;
            default -> throw ApiException.badRequest("invalid_role", "role must be auditor, support or operator");
        };
    }
}
