package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/billing/notify-emails}: where an account is alerted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotifyEmailsTest {

    private static final String PATH = "/api/billing/notify-emails";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private Client ann = new Client(server.url(), null);
    private Client bob = new Client(server.url(), null);

    @BeforeEach
    void registerAnnAndBob() {
        ann = Customer.with(server, "1.00").client();
        bob = Customer.with(server, "1.00").client();
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static Answer add(Client client, String email) {
        return client.post(PATH, Map.of("email", email));
    }

    @Test
    void anAddressIsAddedListedAndRemoved() {
        Answer added = add(ann, "ops@example.com");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.json().propertyNames()).containsExactly("id", "email");
        assertThat(added.text("email")).isEqualTo("ops@example.com");
        assertThat(added.header("Location")).isEqualTo(PATH + "/" + added.text("id"));

        assertThat(ann.get(PATH).text()).isEqualTo("[" + added.text() + "]");

        assertThat(ann.delete(PATH + "/" + added.text("id")).status()).isEqualTo(204);
        assertThat(ann.get(PATH).text()).isEqualTo("[]");
    }

    @Test
    void theSameAddressInAnotherSpellingIsTheOneThatIsThere() {
        Answer first = add(ann, "Ops@Example.com");
        Answer second = add(ann, "ops@example.com");

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(ann.get(PATH).json()).hasSize(1);
    }

    @Test
    void parallelCallersAddAnAddressOnce() throws Exception {
        Set<String> ids = new HashSet<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 20)
                    .mapToObj(_ -> callers.submit(() -> add(ann, "race@example.com")))
                    .toList();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isIn(200, 201);
                ids.add(answer.get().text("id"));
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(ann.get(PATH).json()).hasSize(1);
    }

    @Test
    void theTwentyFirstAddressIsRefused() {
        for (int number = 0; number < 20; number++) {
            assertThat(add(ann, "ops" + number + "@example.com").status()).isEqualTo(201);
        }

        Answer refused = add(ann, "ops20@example.com");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("too_many_alert_addresses");
        assertThat(ann.get(PATH).json()).hasSize(20);
    }

    @Test
    void somebodyElsesAddressIsNeitherSeenNorRemoved() {
        String id = add(ann, "ops@example.com").text("id");

        assertThat(bob.get(PATH).text()).isEqualTo("[]");
        assertThat(bob.delete(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(add(bob, "ops@example.com").status()).isEqualTo(201);
        assertThat(bob.delete(PATH + "/" + id).status()).isEqualTo(404);
        assertThat(ann.get(PATH).json()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01a208f7-8b94-7945-9c9d-cba318e6ebc4", "not-an-id"})
    void anUnknownAddressCannotBeRemoved(String id) {
        Answer answer = ann.delete(PATH + "/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("error")).isNotBlank();
        assertThat(answer.text("code")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops",
                "@example.com",
                "ops@",
                "ops@example.com@example.org",
                "ops@example.com\r\nBcc: all@example.com",
                "ops@example.com\n",
                "ops@example.com, all@example.com",
                "Ops <ops@example.com>",
                "\"ops\"@example.com",
                "ops @example.com",
                "ops..team@example.com",
                "ops@-example.com",
                "opé@example.com",
                "ops@example.com;all@example.com"
            })
    void whatIsNoAddressIsRefused(String email) {
        Answer answer = add(ann, email);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("invalid_email");
        assertThat(answer.text("error")).isNotBlank();
        assertThat(ann.get(PATH).text()).isEqualTo("[]");
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        String longest = "a".repeat(64) + "@" + ("b".repeat(61) + ".").repeat(3) + "com";
        assertThat(longest).hasSize(254);

        assertThat(add(ann, longest).status()).isEqualTo(201);
        assertThat(add(ann, "a".repeat(64) + "@" + ("b".repeat(61) + ".").repeat(3) + "coms")
                        .status())
                .isEqualTo(400);
        assertThat(add(ann, "a".repeat(65) + "@example.com").status()).isEqualTo(400);
    }

    @Test
    void anAddressIsRequired() {
        for (String body : List.of("{}", "{\"email\":null}", "{\"email\":\" \"}")) {
            Answer answer = ann.send("POST", PATH, body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.text("code")).isEqualTo("missing_email");
        }
    }

    @Test
    void whoIsNotLoggedInSeesNothing() {
        Client nobody = new Client(server.url(), null);

        assertThat(nobody.get(PATH).status()).isEqualTo(401);
        assertThat(add(nobody, "ops@example.com").status()).isEqualTo(401);
    }

    @Test
    void anAddressIsNowhereInTheDatabaseInClear() {
        add(ann, "plainly-visible@example.com");

        JdbcClient jdbc = server.bean(JdbcClient.class);
        assertThat(jdbc.sql("select count(*) from domain_event_entry "
                                + "where convert_from(payload, 'UTF8') like '%plainly-visible%'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("select count(*) from alert_address_view v where v::text like '%plainly-visible%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
