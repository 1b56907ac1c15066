package dev.litevps.api.payment.local;

import dev.litevps.api.payment.stripe.StripeSignature;
import dev.litevps.query.topup.TopUpRow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Tells the server that a top-up was paid, as Stripe would: a signed notice, by HTTP, to the same endpoint. */
final class NoticeSender {

    private static final String PATH = "/api/billing/stripe/webhook";
    private static final long MICROS_PER_CENT = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String secret;
    private final JsonMapper json;
    private final Clock clock;
    private final WebClient http = WebClient.create();

    NoticeSender(String secret, JsonMapper json, Clock clock) {
        this.secret = secret;
        this.json = json;
        this.clock = clock;
    }

    /** Sends the notice to this server, which is at this address, and answers with the status of its answer. */
    Mono<HttpStatusCode> send(TopUpRow topUp, InetSocketAddress server) {
        String body = json.writeValueAsString(notice(topUp));
        return http.post()
                .uri(endpoint(server))
                .contentType(MediaType.APPLICATION_JSON)
                .header(StripeSignature.HEADER, StripeSignature.of(body, secret, clock.instant()))
                .bodyValue(body)
                .exchangeToMono(answer -> answer.releaseBody().thenReturn(answer.statusCode()))
                .timeout(PATIENCE);
    }

    private Map<String, Object> notice(TopUpRow topUp) {
        Map<String, Object> session = Map.of(
                "id",
                "cs_test_" + topUp.id(),
                "object",
                "checkout.session",
                "mode",
                "payment",
                "client_reference_id",
                topUp.id().toString(),
                "amount_total",
                topUp.amount().micros() / MICROS_PER_CENT,
                "currency",
                "usd",
                "payment_intent",
                "pi_test_" + topUp.id(),
                "payment_status",
                "paid",
                "livemode",
                false);
        return Map.of(
                "id",
                "evt_test_" + topUp.id(),
                "object",
                "event",
                "type",
                "checkout.session.completed",
                "created",
                clock.instant().getEpochSecond(),
                "livemode",
                false,
                "data",
                Map.of("object", session));
    }

    private static URI endpoint(InetSocketAddress server) {
        try {
            return new URI("http", null, server.getAddress().getHostAddress(), server.getPort(), PATH, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
