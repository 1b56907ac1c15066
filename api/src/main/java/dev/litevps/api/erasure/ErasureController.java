package dev.litevps.api.erasure;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Caller;
import dev.litevps.api.support.Accounts;
import dev.litevps.api.support.GivenReason;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.account.AccountCommand.EraseAccount;
import dev.litevps.query.account.AccountRow;
import dev.litevps.query.vps.VpsQueries;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/support/accounts/:id/erase}: destroys what is known of a person. It cannot be undone. */
@RestController
class ErasureController {

    private final Accounts accounts;
    private final VpsQueries machines;
    private final PersonalTraces traces;
    private final PersonalData personalData;
    private final Commands commands;
    private final Clock clock;

    ErasureController(
            Accounts accounts,
            VpsQueries machines,
            PersonalTraces traces,
            PersonalData personalData,
            Commands commands,
            Clock clock) {
        this.accounts = accounts;
        this.machines = machines;
        this.traces = traces;
        this.personalData = personalData;
        this.commands = commands;
        this.clock = clock;
    }

    record EraseRequest(@Nullable String reason) {}

    /**
     * The receipt.
     *
     * @param erasedBy the account of who did it
     * @param eventId where the receipt is found in the event store
     */
    record Receipt(String accountId, Instant erasedAt, String erasedBy, String reason, String eventId) {

        static Receipt of(AccountRow account, AccountRow.Erasure erasure) {
            return new Receipt(
                    account.id().toString(),
                    erasure.at(),
                    erasure.by().toString(),
                    erasure.reason(),
                    erasure.eventId().toString());
        }
    }

    @PostMapping("/api/support/accounts/{id}/erase")
    Mono<Receipt> erase(
            @PathVariable String id,
            @RequestBody EraseRequest request,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return accounts.require(id).flatMap(account -> {
            String reason = GivenReason.require(request.reason());
            return requireNameless(account, reason)
                    .then(Mono.defer(() -> requireNoMachines(account)))
                    .then(Mono.defer(() -> commands.sendWith(
                            () -> traces.destroy(account.id(), caller.accountId()),
                            new EraseAccount(account.id(), caller.accountId(), caller.role(), reason, clock.instant()),
                            caller,
                            exchange)))
                    .then(Mono.defer(() -> receipt(id)));
        });
    }

    private Mono<Receipt> receipt(String id) {
        return accounts.require(id)
                .flatMap(account -> Mono.justOrEmpty(account.erasure()).map(erasure -> Receipt.of(account, erasure)))
                .switchIfEmpty(Mono.error(
                        () -> ApiException.unavailable("the account is erased, and soon shown so; ask again")));
    }

    /** The reason stays for ever: whoever writes the address into it undoes what this is for. */
    private Mono<Void> requireNameless(AccountRow account, String reason) {
        return commands.blocking(() -> Optional.ofNullable(account.email())
                        .flatMap(email -> personalData.decrypt(account.id(), email))
                        .filter(email -> reason.toLowerCase(Locale.ROOT).contains(email.toLowerCase(Locale.ROOT)))
                        .isPresent())
                .flatMap(named -> named
                        ? Mono.error(ApiException.badRequest(
                                "invalid_reason", "the reason is kept for ever: do not name the person in it"))
                        : Mono.empty());
    }

    /** Also those that never cost anything, and those that are not gone from their hosts. */
    private Mono<Void> requireNoMachines(AccountRow account) {
        return machines.anyOf(account.id())
                .flatMap(any -> any
                        ? Mono.error(ApiException.conflict(
                                "account_in_use", "the account still has VPSes: they have to be destroyed first"))
                        : Mono.empty());
    }
}
