package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How often one may ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitTest {

    private static final int OF_THE_REFERENCE = 10;
    private static final int OF_AN_ACCOUNT = 30;

    private final Server server = Server.start(
            "litevps.trusted-proxies=127.0.0.0/8",
            "litevps.limits.login-per-minute=" + OF_THE_REFERENCE,
            "litevps.limits.requests-per-minute=" + OF_AN_ACCOUNT);

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void anAddressTriesToLogInTenTimesAMinuteAndAnAccountIsLimitedAsAWhole() {
        Client agent = Client.logInToDemo(server);
        Client anybody = new Client(server.url(), null);
        Map<String, String> wrong = Map.of("email", "agent@example.com", "password", "wrong guess");
        Answer last = anybody.post("/api/auth/login", wrong);
        for (int attempt = 3; attempt <= OF_THE_REFERENCE; attempt++) {
            last = anybody.post("/api/auth/login", wrong);
            assertThat(last.status()).isEqualTo(401);
        }
        assertThat(last.header("RateLimit-Policy")).isEqualTo("\"login\";q=10;w=60");
        assertThat(last.header("RateLimit")).startsWith("\"login\";r=0;t=");

        Answer refused = anybody.post("/api/auth/login", wrong);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(anybody.post("/api/auth/%6cogin", wrong).status())
                .as("the same path, written another way")
                .isNotEqualTo(401);
        assertThat(anybody.post("/api/auth/register", Map.of()).status())
                .as("registering is counted by itself")
                .isEqualTo(400);

        assertThat(agent.get("/api/pricing").header("RateLimit")).isEmpty();
        for (int request = 1; request <= OF_AN_ACCOUNT; request++) {
            assertThat(agent.get("/api/me").status()).isEqualTo(200);
        }
        Answer tooMany = agent.get("/api/me");
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.text("code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(tooMany.header("Retry-After"))).isBetween(1, 60);
        assertThat(tooMany.header("RateLimit-Policy")).isEqualTo("\"account\";q=30;w=60");
        assertThat(tooMany.header("X-Balance-Remaining")).isEqualTo("10.0000");
        assertThat(agent.get("/api/pricing").status()).isEqualTo(200);
    }

    @Test
    void anAddressTriesToRegisterTenTimesAMinute() {
        Client somebody = from("198.51.100.7");
        for (int attempt = 1; attempt <= OF_THE_REFERENCE; attempt++) {
            assertThat(somebody.post("/api/auth/register", Map.of()).status())
                    .as("attempt " + attempt)
                    .isEqualTo(400);
        }

        Answer refused = somebody.post("/api/auth/register", Map.of());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"register\";q=10;w=60");
        assertThat(from("198.51.100.8").post("/api/auth/register", Map.of()).status())
                .as("somebody else")
                .isEqualTo(400);
    }

    /** Somebody who comes by way of a proxy from there. */
    private Client from(String address) {
        return new Client(server.url(), null).with("X-Forwarded-For", address);
    }
}
