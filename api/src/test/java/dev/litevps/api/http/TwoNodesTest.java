package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What two nodes on one database know of each other's log-ins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {

    private static final String PASSWORD = "correct horse";

    /** Five seconds, and what a busy machine adds. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final int PER_MINUTE = 10;

    private final Server first = Server.start("litevps.limits.login-per-minute=" + PER_MINUTE);
    private final Server second = Server.beside(first, "litevps.limits.login-per-minute=" + PER_MINUTE);
    private final AccountId account = new AccountId(UUID.randomUUID());
    private final String email = account + "@example.com";

    TwoNodesTest() {
        first.bean(AccountRegistrar.class).register(account, Role.CUSTOMER, email, PASSWORD);
    }

    @AfterAll
    void close() {
        second.close();
        first.close();
    }

    @Test
    void aSessionThatWasEndedOnOneIsRefusedByTheOther() {
        Client here = Client.logIn(first.url(), email, PASSWORD);
        Client there = new Client(second.url(), here.token());
        assertThat(there.get("/api/me").text("email")).isEqualTo(email);
        assertThat(there.get("/.well-known/jwks.json").text())
                .isEqualTo(here.get("/.well-known/jwks.json").text());

        assertThat(here.post("/api/auth/logout-all").status()).isEqualTo(204);

        assertThat(here.get("/api/me").status()).isEqualTo(401);
        Awaitility.await("the other node refuses the session")
                .atMost(SOON)
                .until(() -> there.get("/api/me").status() == 401);
        Client again = Client.logIn(first.url(), email, PASSWORD);
        assertThat(new Client(second.url(), again.token()).get("/api/me").status())
                .as("a session that is newer than what the other node remembers")
                .isEqualTo(200);
    }

    @Test
    void theyCountAttemptsTogether() {
        List<Integer> statuses = IntStream.range(0, PER_MINUTE + 2)
                .mapToObj(attempt -> attempt % 2 == 0 ? first : second)
                .map(node -> new Client(node.url(), null)
                        .post("/api/auth/register", Map.of())
                        .status())
                .toList();

        assertThat(statuses.subList(0, PER_MINUTE)).containsOnly(400);
        assertThat(statuses.subList(PER_MINUTE, PER_MINUTE + 2)).containsOnly(429);
        assertThat(first.bean(JdbcClient.class)
                        .sql("select count(*) from shared_limit where id !~ '^[0-9a-f]{64}$'")
                        .query(Long.class)
                        .single())
                .as("rows that name an address")
                .isZero();
    }
}
