package dev.litevps.api.exec;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/vps/:id/exec}: runs a shell command as root in a running VPS, and waits for it or not. */
@RestController
class ExecController {

    private final Commissions commissions;

    ExecController(Commissions commissions) {
        this.commissions = commissions;
    }

    /** 200 with how it ended; 202 if it runs in the background. */
    @PostMapping("/api/vps/{id}/exec")
    Mono<ResponseEntity<ExecAnswer>> exec(
            @PathVariable String id,
            @RequestBody ExecBody body,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        return commissions
                .wanted(body)
                .flatMap(wanted -> commissions.give(RequestIdentifiers.next(exchange), id, wanted, caller, exchange))
                .map(answer -> ResponseEntity.status(status(answer)).body(answer));
    }

    private static HttpStatus status(ExecAnswer answer) {
        return switch (answer) {
            case ExecAnswer.Ended _ -> HttpStatus.OK;
            case ExecAnswer.Accepted _ -> HttpStatus.ACCEPTED;
        };
    }
}
