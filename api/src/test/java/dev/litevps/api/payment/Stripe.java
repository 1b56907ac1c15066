package dev.litevps.api.payment;

import dev.litevps.api.contract.ContractCheck;
import dev.litevps.api.payment.stripe.StripeSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends notices as Stripe does, and as somebody does who would like to be Stripe. */
final class Stripe {

    static final String SECRET = "whsec_of_the_test";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    Stripe(String serverUrl) {
        this.endpoint = URI.create(serverUrl + "/api/billing/stripe/webhook");
    }

    /** A checkout session as Stripe tells of it; a few fields of many, and one that nobody here knows. */
    static Map<String, Object> session(String topUpId, long cents) {
        Map<String, Object> session = new HashMap<>();
        session.put("id", "cs_test_a1b2c3");
        session.put("object", "checkout.session");
        session.put("mode", "payment");
        session.put("client_reference_id", topUpId);
        session.put("amount_total", cents);
        session.put("currency", "usd");
        session.put("payment_intent", "pi_3QabcDEF");
        session.put("payment_status", "paid");
        session.put("a_field_of_tomorrow", Map.of("x", 1));
        return session;
    }

    static String event(String type, Map<String, Object> session) {
        return JSON.writeValueAsString(Map.of(
                "id",
                "evt_" + UUID.randomUUID(),
                "object",
                "event",
                "api_version",
                "2019-02-19",
                "type",
                type,
                "data",
                Map.of("object", session)));
    }

    static String completed(String topUpId, long cents) {
        return event("checkout.session.completed", session(topUpId, cents));
    }

    static String expired(String topUpId) {
        Map<String, Object> session = session(topUpId, 1000);
        session.put("payment_status", "unpaid");
        return event("checkout.session.expired", session);
    }

    /** Sends it signed, just now. */
    HttpResponse<String> send(String body) {
        return send(body, StripeSignature.of(body, SECRET, Instant.now()));
    }

    /** Sends the same signed notice so many times in parallel, and answers with the statuses. */
    List<Integer> sendAtOnce(String body, int times) throws Exception {
        String signature = StripeSignature.of(body, SECRET, Instant.now());
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int number = 0; number < times; number++) {
                answers.add(senders.submit(() -> {
                    start.await();
                    return send(body, signature);
                }));
            }
            start.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                statuses.add(answer.get().statusCode());
            }
            return statuses;
        }
    }

    HttpResponse<String> send(String body, @Nullable String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body));
        if (signature != null) {
            request.header("Stripe-Signature", signature);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            // Of what is sent, some is made to be no notice at all.
            ContractCheck.require(new ContractCheck.Exchange(
                    "POST", endpoint, null, response.statusCode(), response.headers(), response.body()));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
