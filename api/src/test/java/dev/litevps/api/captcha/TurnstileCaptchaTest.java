package dev.litevps.api.captcha;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.litevps.api.captcha.Captcha.Verdict;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;

/** What Cloudflare says, does not say, and what is made of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TurnstileCaptchaTest {

    private static final String SECRET = "0x4AAAAAAA-secret-of-the-test";

    private final WireMockServer cloudflare =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    TurnstileCaptchaTest() {
        cloudflare.start();
    }

    @BeforeEach
    void forget() {
        cloudflare.resetAll();
    }

    @AfterAll
    void stop() {
        cloudflare.stop();
    }

    @Test
    void aGoodTokenPasses() {
        answer(okJson("{\"success\":true,\"error-codes\":[]}"));

        assertThat(verify("good", "203.0.113.7")).isEqualTo(Verdict.PASSED);
        cloudflare.verify(postRequestedFor(urlEqualTo("/siteverify"))
                .withRequestBody(containing("secret=" + SECRET))
                .withRequestBody(containing("response=good"))
                .withRequestBody(containing("remoteip=203.0.113.7")));
    }

    @Test
    void aBadTokenFails() {
        answer(okJson("{\"success\":false,\"error-codes\":[\"timeout-or-duplicate\"]}"));

        assertThat(verify("spent", null)).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                // where the site is | what Cloudflare says beside "success" | verdict
                "cloud.example.com | ,'hostname':'cloud.example.com','action':'register' | PASSED",
                "cloud.example.com | ,'hostname':'CLOUD.example.com','action':'register' | PASSED",
                "cloud.example.com | ,'hostname':'evil.example.com','action':'register' | FAILED",
                "cloud.example.com | ,'hostname':'example.com','action':'register' | FAILED",
                "cloud.example.com | ,'hostname':'cloud.example.com','action':'login' | FAILED",
                "cloud.example.com | ,'hostname':'cloud.example.com','action':'' | PASSED",
                "cloud.example.com | ,'hostname':null,'action':null | PASSED",
                "- | ,'hostname':'anywhere.example.com','action':'register' | PASSED",
                "- | ,'hostname':'anywhere.example.com','action':'login' | FAILED"
            })
    void aChallengeOfAnotherPageOrForSomethingElseIsNotOurs(@Nullable String host, String said, Verdict verdict) {
        answer(okJson("{\"success\":true" + said.replace('\'', '"') + "}"));

        assertThat(verify("good", null, host)).isEqualTo(verdict);
    }

    @Test
    void aTokenThatCannotBeOneIsNotAskedFor() {
        assertThat(verify("x".repeat(2_049), null)).isEqualTo(Verdict.FAILED);
        cloudflare.verify(0, postRequestedFor(urlEqualTo("/siteverify")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "not JSON", "{\"success\":null}", "{\"success\":\"maybe\"}"})
    void anUnclearAnswerIsNoVerdict(String body) {
        answer(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(body));

        assertThat(verify("any", null)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void anErrorIsNoVerdict() {
        answer(aResponse().withStatus(500));

        assertThat(verify("any", null)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void aBrokenConnectionIsNoVerdict() {
        answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(verify("any", null)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void anAnswerThatComesTooLateIsNoVerdict() {
        answer(okJson("{\"success\":true}").withFixedDelay(3_000));

        assertThat(verify("any", null)).isEqualTo(Verdict.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "1x0000000000000000000000000000000AA, XXXX.DUMMY.TOKEN.XXXX, PASSED",
        "1x0000000000000000000000000000000AA, another, FAILED",
        "2x0000000000000000000000000000000AA, XXXX.DUMMY.TOKEN.XXXX, FAILED",
        "3x0000000000000000000000000000000AA, XXXX.DUMMY.TOKEN.XXXX, FAILED",
        ", XXXX.DUMMY.TOKEN.XXXX, PASSED"
    })
    void testKeysAnswerAsCloudflareDoes(@Nullable String secret, String token, Verdict verdict) {
        assertThat(new TestKeyCaptcha(secret).verify(token, null).block()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "1x0000000000000000000000000000000AA, false",
        "2x0000000000000000000000000000000AA, false",
        SECRET + ", true",
        ", false"
    })
    void testKeysAreNotReal(@Nullable String secret, boolean real) {
        assertThat(TurnstileProperties.isReal(secret)).isEqualTo(real);
    }

    private void answer(ResponseDefinitionBuilder response) {
        cloudflare.stubFor(post("/siteverify").willReturn(response));
    }

    private @Nullable Verdict verify(String token, @Nullable String address) {
        return verify(token, address, null);
    }

    private @Nullable Verdict verify(String token, @Nullable String address, @Nullable String host) {
        TurnstileProperties properties = new TurnstileProperties(
                "0x4AAAAAAA", SECRET, URI.create(cloudflare.baseUrl() + "/siteverify"), Duration.ofMillis(1_500));
        return new TurnstileCaptcha(WebClient.builder(), properties, SECRET, host)
                .verify(token, address)
                .block();
    }
}
