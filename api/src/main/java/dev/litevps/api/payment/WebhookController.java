package dev.litevps.api.payment;

import dev.litevps.api.web.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/billing/stripe/webhook}: what Stripe tells us. Public; the signature is what counts. An answer of 200
 * means that the notice was dealt with, or is none of ours to deal with; any other makes Stripe repeat it.
 */
@RestController
class WebhookController {

    private final PaymentNoticeReader reader;
    private final Settlement settlement;

    WebhookController(PaymentNoticeReader reader, Settlement settlement) {
        this.reader = reader;
        this.settlement = settlement;
    }

    @PostMapping("/api/billing/stripe/webhook")
    Mono<ResponseEntity<Void>> receive(
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature,
            @RequestBody byte[] body,
            ServerWebExchange exchange) {
        if (signature == null) {
            throw ApiException.badRequest("invalid_signature", "the header Stripe-Signature is missing");
        }
        return settlement
                .settle(reader.read(body, signature), exchange)
                .thenReturn(ResponseEntity.ok().build());
    }
}
