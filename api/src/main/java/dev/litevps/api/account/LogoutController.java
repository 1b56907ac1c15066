package dev.litevps.api.account;

import dev.litevps.api.security.Caller;
import dev.litevps.api.security.SessionGenerations;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.account.AccountCommand.EndSessions;
import java.time.Clock;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/auth/logout-all}: ends every session of the account, the caller's own too. Access tokens stay as they are:
 * each is revoked by itself, so that nobody stops a pipeline by leaving a browser.
 */
@RestController
class LogoutController {

    private final Commands commands;
    private final SessionGenerations generations;
    private final Clock clock;

    LogoutController(Commands commands, SessionGenerations generations, Clock clock) {
        this.commands = commands;
        this.generations = generations;
        this.clock = clock;
    }

    @PostMapping("/api/auth/logout-all")
    Mono<ResponseEntity<Void>> logOutAll(@AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        if (caller.spendLimited()) {
            throw ApiException.spendLimited("an access token with a spend limit cannot end the sessions of its owner");
        }
        EndSessions command = new EndSessions(caller.accountId(), clock.instant());
        return commands.sendWith(() -> generations.next(caller.accountId()), command, caller, exchange)
                .thenReturn(ResponseEntity.noContent().build());
    }
}
