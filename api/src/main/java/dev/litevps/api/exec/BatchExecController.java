package dev.litevps.api.exec;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.vps.BatchResult;
import dev.litevps.api.vps.Batches;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/vps/batch/exec}: runs one command in many VPSes, at the same time. */
@RestController
class BatchExecController {

    /**
     * A command that is waited for holds no thread of a pool, so none needs to wait for another: this is more than a batch may
     * have.
     */
    private static final int PARALLEL = 1_000;

    private final Commissions commissions;
    private final Batches batches;

    BatchExecController(Commissions commissions, Batches batches) {
        this.commissions = commissions;
        this.batches = batches;
    }

    /** The ids stay JSON until each is looked at: one that makes no sense is that one's trouble. */
    record BatchExecBody(
            @Nullable List<JsonNode> ids,
            @Nullable String command,
            @Nullable Integer timeoutSeconds,
            @Nullable Boolean background) {

        ExecBody single() {
            return new ExecBody(command, timeoutSeconds, background);
        }
    }

    @PostMapping("/api/vps/batch/exec")
    Mono<ResponseEntity<Batches.Answer>> exec(
            @RequestBody BatchExecBody body, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        return commissions
                .wanted(body.single())
                .map(wanted -> wanted.oneOf(body.ids() == null ? 1 : body.ids().size()))
                .flatMap(wanted -> batches.each(
                        body.ids(),
                        "ids",
                        PARALLEL,
                        exchange,
                        (index, item) -> one(index, item, wanted, caller, exchange)));
    }

    private Mono<BatchResult> one(
            int index, JsonNode item, WantedCommand wanted, Caller caller, ServerWebExchange exchange) {
        String id = RequestIdentifiers.next(exchange);
        String vpsId = Batches.id(item);
        return commissions
                .give(id, vpsId, wanted, caller, exchange)
                .map(answer -> BatchExecResult.of(index, vpsId, answer));
    }
}
