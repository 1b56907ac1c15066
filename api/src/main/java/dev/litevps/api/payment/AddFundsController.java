package dev.litevps.api.payment;

import dev.litevps.api.idempotency.RequestIdentifiers;
import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.topup.TopUpCommand.RequestTopUp;
import dev.litevps.events.Usd;
import dev.litevps.events.topup.TopUpId;
import java.math.BigDecimal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.annotation.JsonDeserialize;

/** {@code POST /api/billing/add-funds}: where to pay. */
@RestController
class AddFundsController {

    private static final Logger LOG = LoggerFactory.getLogger(AddFundsController.class);

    private static final int CENT_DECIMALS = 2;

    private final PaymentGateway gateway;
    private final Commands commands;
    private final Clock clock;

    AddFundsController(PaymentGateway gateway, Commands commands, Clock clock) {
        this.gateway = gateway;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * How much to pay.
     *
     * @param amount in US dollars; null if it is missing or no number
     */
    record AddFundsRequest(
            @JsonDeserialize(using = NumberDeserializer.class) @Nullable
            BigDecimal amount) {}

    /**
     * Where to pay it.
     *
     * @param id of the top-up
     * @param url the checkout page
     */
    record AddFundsResponse(String id, String url) {}

    @PostMapping("/api/billing/add-funds")
    Mono<AddFundsResponse> addFunds(
            @RequestBody AddFundsRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        Usd amount = parse(request.amount());
        TopUpId id = TopUpId.of(RequestIdentifiers.next(exchange));
        return commands.send(new RequestTopUp(id, caller.accountId(), amount, clock.instant()), caller, exchange)
                .then(commands.blocking(() -> gateway.openCheckout(id, caller.accountId(), amount)))
                .map(url -> new AddFundsResponse(id.toString(), url.toString()))
                .onErrorMap(PaymentUnavailable.class, failure -> unavailable(id, failure));
    }

    private static Usd parse(@Nullable BigDecimal dollars) {
        if (dollars == null
                || dollars.compareTo(RequestTopUp.LEAST.toDollars()) < 0
                || dollars.compareTo(RequestTopUp.MOST.toDollars()) > 0
                || dollars.stripTrailingZeros().scale() > CENT_DECIMALS) {
            throw ApiException.badRequest(
                    "invalid_amount", "amount must be a number of US dollars from 5.00 to 50.00, in whole cents");
        }
        return Usd.of(dollars);
    }

    private static ApiException unavailable(TopUpId id, PaymentUnavailable failure) {
        LOG.warn("No checkout for top-up {}: {}", id, failure.getMessage());
        return new ApiException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "payment_unavailable",
                "the payment provider does not answer; nothing was charged, try again");
    }
}
