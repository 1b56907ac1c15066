package dev.litevps.api.alert;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.EmailAddress;
import dev.litevps.api.web.Page;
import dev.litevps.api.web.Pages;
import dev.litevps.command.alert.AlertAddressCommand.AddAlertAddress;
import dev.litevps.command.alert.AlertAddressCommand.RemoveAlertAddress;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.alert.AlertAddressId;
import dev.litevps.events.alert.AlertAddressesId;
import dev.litevps.query.alert.AlertAddressQueries;
import dev.litevps.query.alert.AlertAddressRow;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

/** {@code /api/billing/notify-emails}: the addresses at which an account is alerted about its money. */
@RestController
@RequestMapping("/api/billing/notify-emails")
class NotifyEmailController {

    /** How long the view may take to show an address that another request added at the same moment. */
    private static final Duration VIEW_PATIENCE = Duration.ofSeconds(2);

    private static final Duration VIEW_PAUSE = Duration.ofMillis(25);

    private final Commands commands;
    private final AlertAddressQueries queries;
    private final PersonalData personalData;
    private final Pages pages;
    private final Clock clock;

    NotifyEmailController(
            Commands commands, AlertAddressQueries queries, PersonalData personalData, Pages pages, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.personalData = personalData;
        this.pages = pages;
        this.clock = clock;
    }

    record NotifyEmailRequest(@Nullable String email) {

        /** Without the address, since it may end up in a log. */
        @Override
        public String toString() {
            return "NotifyEmailRequest";
        }
    }

    record NotifyEmailResponse(String id, String email) {

        @Override
        public String toString() {
            return "NotifyEmailResponse[" + id + "]";
        }
    }

    @GetMapping
    Mono<ResponseEntity<List<NotifyEmailResponse>>> list(
            @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Page page = pages.asked(exchange, caller, Page.Bounds.LIST);
        return queries.byAccount(caller.accountId())
                .collectList()
                .flatMap(rows -> commands.blocking(() -> page.answerFrom(
                        rows.stream().filter(row -> readable(row).isPresent()).toList(),
                        Page.Position.ASCENDING,
                        row -> Page.Position.of(row.addedAt(), row.id().toString()),
                        row -> readable(row).orElseThrow())));
    }

    /** To add what is there changes nothing, and is answered with what is there: 200 instead of 201. */
    @PostMapping
    Mono<ResponseEntity<NotifyEmailResponse>> add(
            @RequestBody NotifyEmailRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        EmailAddress email = EmailAddress.parse(request.email());
        return commands.blocking(() -> command(caller.accountId(), email, RequestIdentifiers.next(exchange)))
                .flatMap(command -> commands.send(command, caller, exchange)
                        .then(shown(caller.accountId(), command.emailHash()))
                        .flatMap(row -> commands.blocking(() -> answer(row, command.addressId()))));
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String id, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        RemoveAlertAddress command =
                new RemoveAlertAddress(new AlertAddressesId(caller.accountId()), parse(id), clock.instant());
        return commands.send(command, caller, exchange)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private AddAlertAddress command(AccountId accountId, EmailAddress email, String id) {
        return new AddAlertAddress(
                new AlertAddressesId(accountId),
                AlertAddressId.of(id),
                personalData.encrypt(accountId, email.text()).orElseThrow(NotifyEmailController::erased),
                personalData.hash(accountId, email.normalised()).orElseThrow(NotifyEmailController::erased),
                clock.instant());
    }

    /** Who adds what is there already waits for no event of its own; the one that added it may be new. */
    private Mono<AlertAddressRow> shown(AccountId accountId, String emailHash) {
        return Mono.defer(() -> queries.byHash(accountId, emailHash))
                .repeatWhenEmpty(empty -> empty.delayElements(VIEW_PAUSE))
                .timeout(
                        VIEW_PATIENCE,
                        Mono.error(() -> ApiException.conflict(
                                "changed_meanwhile",
                                "the address was removed at the same moment; list and try again")));
    }

    private ResponseEntity<NotifyEmailResponse> answer(AlertAddressRow row, AlertAddressId added) {
        NotifyEmailResponse body = readable(row).orElseThrow(NotifyEmailController::erased);
        return row.id().equals(added)
                ? ResponseEntity.created(URI.create("/api/billing/notify-emails/" + body.id()))
                        .body(body)
                : ResponseEntity.ok(body);
    }

    private Optional<NotifyEmailResponse> readable(AlertAddressRow row) {
        return personalData
                .decrypt(row.accountId(), row.email())
                .map(email -> new NotifyEmailResponse(row.id().toString(), email));
    }

    private static ApiException erased() {
        return ApiException.conflict("account_erased", "the account was erased");
    }

    private static AlertAddressId parse(String id) {
        try {
            return AlertAddressId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException notFound = ApiException.notFound("notify e-mail");
            notFound.initCause(e);
            throw notFound;
        }
    }
}
