package dev.litevps.api.payment;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Asking for a checkout where there is a Stripe, played by a server of this test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class StripeCheckoutTest {

    private static final String SESSIONS = "/v1/checkout/sessions";
    private static final String KEY = "sk_test_51QsecretOfTheTest";

    private final WireMockServer stripe = started();
    private final Server server = Server.start(
            "litevps.stripe.secret-key=" + KEY,
            "litevps.stripe.webhook-secret=" + Stripe.SECRET,
            "litevps.stripe.api-base=" + stripe.baseUrl(),
            "litevps.stripe.read-timeout=500ms",
            "litevps.public-url=https://cloud.example.com/");
    private final Client customer = Client.logInToDemo(server);

    private static WireMockServer started() {
        WireMockServer server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        return server;
    }

    @AfterAll
    void tearDown() {
        server.close();
        stripe.stop();
    }

    @BeforeEach
    void openSessions() {
        stripe.resetAll();
        stripe.stubFor(post(urlEqualTo(SESSIONS)).willReturn(okJson("""
                        {"id": "cs_test_1", "object": "checkout.session", "url": "https://checkout.stripe.com/c/pay/cs_test_1"}""")));
    }

    @Test
    void theCustomerIsSentToStripe() {
        Answer answer = addFunds("{\"amount\":10}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text("url")).isEqualTo("https://checkout.stripe.com/c/pay/cs_test_1");
        assertThat(answer.header("X-Balance-Remaining")).isEqualTo("10.0000");
    }

    @Test
    void stripeIsToldWhatIsPaidForAndByWhom() {
        String id = addFunds("{\"amount\":12.34}").text("id");

        LoggedRequest request = requests().getFirst();
        assertThat(request.header("Authorization").firstValue()).isEqualTo("Bearer " + KEY);
        assertThat(request.header("Idempotency-Key").firstValue()).isEqualTo(id);
        Map<String, String> form = form(request);
        String account = customer.get("/api/me").text("id");
        assertThat(form)
                .containsEntry("mode", "payment")
                .containsEntry("client_reference_id", id)
                .containsEntry("line_items[0][quantity]", "1")
                .containsEntry("line_items[0][price_data][currency]", "usd")
                .containsEntry("line_items[0][price_data][unit_amount]", "1234")
                .containsEntry("metadata[top_up_id]", id)
                .containsEntry("metadata[account_id]", account)
                .containsEntry("payment_intent_data[metadata][top_up_id]", id)
                .containsEntry("success_url", "https://cloud.example.com/checkout/done")
                .containsEntry("cancel_url", "https://cloud.example.com/checkout/cancelled");
    }

    @Test
    void whoComesBackFromStripeFindsAPage() {
        Client browser = new Client(server.url(), null);

        assertThat(browser.get("/checkout/done").text()).contains("Thank you").doesNotContain("TEST");
        assertThat(browser.get("/checkout/cancelled").text()).contains("Nothing was paid");
    }

    @Test
    void thereIsNoTestCheckoutWhereThereIsStripe() throws IOException, InterruptedException {
        String id = addFunds("{\"amount\":10}").text("id");

        // Not with the client that holds answers against the description: what is not served is not described.
        HttpRequest page = HttpRequest.newBuilder(URI.create(server.url() + "/checkout/" + id))
                .build();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            assertThat(browser.send(page, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.00", "5.01", "49.99", "50", "50.00", "5e1", "10.10", "10.000"})
    void fiveToFiftyDollarsInWholeCentsCanBePaid(String amount) {
        assertThat(addFunds("{\"amount\":" + amount + "}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":4.99}",
                "{\"amount\":50.01}",
                "{\"amount\":10.001}",
                "{\"amount\":10.00000000000000000001}",
                "{\"amount\":4.99999999999999999999}",
                "{\"amount\":0}",
                "{\"amount\":-10}",
                "{\"amount\":1e400}",
                "{\"amount\":1e999999999}",
                "{\"amount\":1e-999999999}",
                "{\"amount\":9223372036854775808}",
                "{\"amount\":\"10\"}",
                "{\"amount\":null}",
                "{\"amount\":true}",
                "{\"amount\":[10]}",
                "{\"amount\":{\"usd\":10}}",
                "{}"
            })
    void anyOtherAmountIsRefusedBeforeStripeHearsOfIt(String body) {
        Answer answer = addFunds(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid_amount");
        assertThat(answer.text("error")).contains("5.00", "50.00");
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":NaN}", "{\"amount\":10", "10", "[]", "\"10\"", "null", ""})
    void aBodyOfAnotherFormIsRefused(String body) {
        Answer answer = addFunds(body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isNotBlank();
        assertThat(requests()).isEmpty();
    }

    @Test
    void onlyWhoIsLoggedInCanAddFunds() {
        Client nobody = new Client(server.url(), null);

        assertThat(nobody.send("POST", "/api/billing/add-funds", "{\"amount\":10}")
                        .status())
                .isEqualTo(401);
        assertThat(requests()).isEmpty();
    }

    @Test
    void aRequestThatFailedIsRepeatedWithTheSameKey() {
        stripe.stubFor(post(urlEqualTo(SESSIONS))
                .inScenario("trouble")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("over"));

        String id = addFunds("{\"amount\":10}").text("id");

        stripe.verify(2, postRequestedFor(urlEqualTo(SESSIONS)).withHeader("Idempotency-Key", equalTo(id)));
    }

    @Test
    void withoutStripeTheCustomerIsToldToTryAgain() {
        stripe.stubFor(post(urlEqualTo(SESSIONS)).willReturn(aResponse().withStatus(503)));
        assertUnavailable(addFunds("{\"amount\":10}"));
        assertThat(requests()).as("it is repeated, but not for ever").hasSize(3);

        stripe.stubFor(post(urlEqualTo(SESSIONS)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertUnavailable(addFunds("{\"amount\":10}"));

        openSessions();
        String id = addFunds("{\"amount\":10}").text("id");
        assertThat(requests()).singleElement().satisfies(request -> assertThat(
                        request.header("Idempotency-Key").firstValue())
                .as("a top-up of its own")
                .isEqualTo(id));
    }

    @Test
    void aStripeThatDoesNotAnswerIsNotWaitedForLong() {
        stripe.stubFor(post(urlEqualTo(SESSIONS)).willReturn(aResponse().withFixedDelay(30_000)));

        assertUnavailable(addFunds("{\"amount\":10}"));
    }

    @Test
    void aKeyThatStripeRefusesIsNeitherShownNorLogged(CapturedOutput output) {
        stripe.stubFor(post(urlEqualTo(SESSIONS))
                .willReturn(aResponse().withStatus(401).withBody("""
                        {"error": {"type": "invalid_request_error", "message": "Invalid API Key provided: %s"}}""".formatted(KEY))));

        Answer answer = addFunds("{\"amount\":10}");

        assertUnavailable(answer);
        assertThat(answer.text()).doesNotContain("sk_test");
        assertThat(output).contains("AuthenticationException", "401").doesNotContain("sk_test");
    }

    private Answer addFunds(String body) {
        return customer.send("POST", "/api/billing/add-funds", body);
    }

    private List<LoggedRequest> requests() {
        return stripe.findAll(postRequestedFor(urlEqualTo(SESSIONS)));
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("payment_unavailable");
    }

    private static Map<String, String> form(LoggedRequest request) {
        return Arrays.stream(request.getBodyAsString().split("&"))
                .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    }
}
