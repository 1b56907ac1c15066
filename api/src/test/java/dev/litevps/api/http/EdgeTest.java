package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request passes, whatever it asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {

    private static final Map<String, String> FOR_BROWSERS = Map.of(
            "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate",
            "Pragma", "no-cache",
            "Expires", "0",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-XSS-Protection", "0",
            "Referrer-Policy", "no-referrer");

    private final Server server = Server.start();
    private final Client agent = Client.logInToDemo(server);
    private final Client anybody = new Client(server.url(), null);

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void everyAnswerTellsBrowsersNotToKeepIt() {
        for (Answer answer : List.of(
                agent.get("/api/me"),
                anybody.get("/api/me"),
                agent.get("/api/admin/settings"),
                agent.get("/api/vps/none"),
                anybody.get("/nothing"),
                agent.get("/api/%61ccount/x;y=1"))) {
            FOR_BROWSERS.forEach((name, value) -> assertThat(answer.headers().allValues(name))
                    .as("%s of an answer %d", name, answer.status())
                    .containsExactly(value));
        }
    }

    @Test
    void whatMayBeKeptSaysSoForItself() {
        Answer keys = anybody.get("/.well-known/jwks.json");

        assertThat(keys.headers().allValues("Cache-Control")).containsExactly("max-age=600, public");
        assertThat(keys.header("Pragma")).isEmpty();
        assertThat(keys.header("Expires")).isEmpty();
        assertThat(keys.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(anybody.get("/login").headers().allValues("Cache-Control")).hasSize(1);
    }

    @Test
    void aTokenIsLookedAtWhereverItIsNotOfNoInterest() {
        Client wrong = new Client(server.url(), "wrong");

        assertThat(wrong.get("/api/pricing").status()).isEqualTo(200);
        assertThat(wrong.get("/nothing").status()).isEqualTo(401);
        assertThat(anybody.get("/nothing").status()).isEqualTo(404);
        Answer refused = wrong.get("/api/me");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(refused.header("X-Balance-Remaining")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/me HTTP/1.1\r\nX-Request-Id: a\u0001b",
                "GET /api/me HTTP/1.1\r\nAuthorization: Bearer a\u0007b",
                "GET /api//me HTTP/1.1",
                "GET /api/./me HTTP/1.1",
                "GET /api/x/../me HTTP/1.1",
                "GET /api/me;x=1 HTTP/1.1",
                "GET /api/%6de%2f HTTP/1.1",
                "GET /api/me%00 HTTP/1.1",
                "GET /api/\\me HTTP/1.1",
                "TRACE /api/me HTTP/1.1",
                "JUMP /api/me HTTP/1.1"
            })
    void whatNoHonestClientSendsIsBadInput(String head) throws IOException {
        assertThat(answerTo(head)).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/pricing HTTP/1.1",
                "GET /api/%70ricing HTTP/1.1",
                "GET /api/pricing?x=%C3%A4&y=(1) HTTP/1.1",
                "GET /api/pricing HTTP/1.1\r\nX-Client: a\tb"
            })
    void whatIsOnlyUnusualIsAnswered(String head) throws IOException {
        assertThat(answerTo(head)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aRouteIsFoundWhereWordsAndNamesCompete() {
        assertThat(agent.get("/api/vps/none").status()).isEqualTo(404);
        assertThat(agent.send("PATCH", "/api/vps/none", "{}").status()).isEqualTo(405);
        assertThat(agent.get("/api/vps/none/none").status()).isEqualTo(404);
        assertThat(agent.get("/api/v%70s/none").text("error")).contains("VPS");
        assertThat(agent.get("/api/vps/none/").status()).isEqualTo(404);
    }

    @Test
    void requestsAreTimedByTheirRouteAndNotByWhatIsInTheirPath() {
        agent.get("/api/vps/timed");
        anybody.get("/timed");
        Client operator = Customer.as(Role.OPERATOR, server).client();

        Awaitility.await()
                .untilAsserted(() -> assertThat(operator.get("/metrics").text().lines())
                        .anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                                && line.contains("uri=\"/api/vps/{id}\"")
                                && line.contains("method=\"GET\"")
                                && line.contains("status=\"404\"")
                                && line.contains("outcome=\"CLIENT_ERROR\""))
                        .noneMatch(line -> line.contains("/timed")));
    }

    /** An answer in a form that was not asked for is better than a VPS that nobody is told of. */
    @Test
    void whatWasDoneIsAnsweredWhateverFormIsPreferred() {
        Client picky = agent.with("Accept", "text/html");

        Answer created = picky.post("/api/tokens", Map.of("name", "picky"));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Content-Type")).startsWith("application/json");
        assertThat(picky.get("/api/me").status()).isEqualTo(200);
        assertThat(picky.get("/api/vps/none").status()).isEqualTo(404);
    }

    @Test
    void whoeverMayReadMayAskWhatReadingWouldAnswer() throws IOException {
        assertThat(answerTo("HEAD /api/pricing HTTP/1.1")).startsWith("HTTP/1.1 200 ");
        assertThat(answerTo("HEAD /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
        assertThat(answerTo("HEAD /api/me HTTP/1.1")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void whoMayNotAskIsCountedLikeAnybodyElse() {
        Client customer = Customer.with(server, "3.00").client();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> customer.get("/api/me")
                .header("X-Balance-Remaining")
                .equals("3.0000"));

        Answer refused = customer.get("/api/admin/settings");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("forbidden");
        assertThat(refused.header("X-Balance-Remaining")).isEqualTo("3.0000");
        assertThat(refused.header("RateLimit")).startsWith("\"account\";r=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"ttl_minutes\":\"\"}",
                "{\"name\":\"x\",\"ttl_minutes\":\"5\"}",
                "{\"name\":\"x\",\"ttl_minutes\":5.5}",
                "{\"name\":\"x\",\"ttl_minutes\":true}",
                "{\"name\":7}",
                "{\"name\":false}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"a\\ud800b\"}",
                "{\"name\":\"x\",\"labels\":{\"a\":1}}",
                "{\"name\":\"x\",\"user_data\":7}",
                "{\"name\":\"x\",\"user_data\":\"#!/bin/sh\\ud800\"}"
            })
    void aValueOfAnotherTypeIsRefusedAndNotGuessedAt(String body) {
        Answer refused = agent.send("POST", "/api/vps", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid_request");
    }

    @Test
    void aBodyThatIsNoJsonIsToldWhatToSend() throws IOException {
        String answer = answerTo("POST /api/auth/login HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 0");

        assertThat(answer).startsWith("HTTP/1.1 415 ").contains("unsupported_media_type", "application/json");
    }

    /** What is answered to this head. */
    private String answerTo(String head) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            String request = head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
