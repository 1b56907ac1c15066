package dev.litevps.api.payment;

import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.api.web.RequestIdFilter;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.topup.TopUpCommand.ExpireTopUp;
import dev.litevps.events.Provenance;
import dev.litevps.saga.topup.PaymentReceived;
import dev.litevps.saga.topup.ReceivedPayments;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Does what a notice of the payment provider says. A payment is kept durably before anything else, so that it can be
 * acknowledged even if crediting it meets trouble: the provider does not repeat what was acknowledged.
 */
@Component
class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Commands commands;
    private final ReceivedPayments receivedPayments;
    private final Clock clock;

    Settlement(Commands commands, ReceivedPayments receivedPayments, Clock clock) {
        this.commands = commands;
        this.receivedPayments = receivedPayments;
        this.clock = clock;
    }

    /**
     * Completes when the notice can be acknowledged.
     *
     * <p>Fails with {@link CommandRejected} if the notice does not fit a top-up, in which case nothing has happened; with
     * {@link ApiException} 503 if the payment could not even be kept, so that the provider has to repeat it.
     */
    Mono<Void> settle(PaymentNotice notice, ServerWebExchange exchange) {
        Map<String, String> provenance = new HashMap<>(RequestIdFilter.provenance(exchange));
        provenance.put(Provenance.IDEMPOTENCY_KEY, notice.noticeId());
        return switch (notice) {
            case PaymentNotice.Paid paid ->
                credit(new PaymentReceived(
                        paid.topUpId(), paid.amount(), paid.reference(), clock.instant(), provenance));
            case PaymentNotice.Expired expired ->
                commands.send(new ExpireTopUp(expired.topUpId(), clock.instant()), provenance);
            case PaymentNotice.Irrelevant _ -> Mono.empty();
        };
    }

    private Mono<Void> credit(PaymentReceived payment) {
        return commands.blocking(() -> receivedPayments.keep(payment))
                .onErrorMap(failure -> !(failure instanceof RejectedExecutionException), Settlement::notKept)
                .flatMap(kept -> commands.send(payment.command(), payment.provenance())
                        .then(forget(kept))
                        .onErrorResume(
                                CommandRejected.class, refusal -> forget(kept).then(Mono.error(refusal)))
                        .onErrorResume(failure -> !(failure instanceof CommandRejected), failure -> {
                            LOG.warn("Top-up {} will be credited later", payment.topUpId(), failure);
                            return Mono.empty();
                        }));
    }

    /** If it cannot be forgotten now, a worker will find that nothing is to be done. */
    private Mono<Void> forget(String kept) {
        Callable<Boolean> forget = () -> {
            receivedPayments.forget(kept);
            return true;
        };
        return commands.blocking(forget)
                .doOnError(failure -> LOG.warn("Payment {} could not be forgotten", kept, failure))
                .onErrorComplete()
                .then();
    }

    private static ApiException notKept(Throwable failure) {
        LOG.error("A payment could not be kept; the provider has to repeat it", failure);
        return ApiException.unavailable("the payment could not be taken in; send the notice again");
    }
}
