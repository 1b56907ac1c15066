package dev.litevps.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.Provenance;
import dev.litevps.events.account.Role;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators let others in who audit, support or operate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaffTest {

    private static final String STAFF = "/api/admin/staff";
    private static final String PASSWORD = "a long enough secret";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer chief = Customer.as(Role.OPERATOR, server);

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static Map<String, String> person(String email, String role) {
        return Map.of("email", email, "password", PASSWORD, "role", role);
    }

    @ParameterizedTest
    @CsvSource({"auditor, 403", "support, 200", "operator, 200"})
    void whoIsLetInCanLogInAndDoWhatTheRoleAllows(String role, int supporting) {
        String email = role + "@example.com";

        Answer added = chief.client().post(STAFF, person(email, role));

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.text()).doesNotContain(PASSWORD);
        Client member = Client.logIn(server.url(), email, PASSWORD);
        assertThat(member.get("/api/me").text("role")).isEqualTo(role);
        assertThat(member.get("/api/support/health").status()).isEqualTo(supporting);
        assertThat(chief.client().get(STAFF).text()).contains(email, added.text("id"));
        assertThat(server.bean(EventStore.class)
                        .readEvents(added.text("id"), 0)
                        .next()
                        .getMetaData()
                        .get(Provenance.ACCOUNT_ID))
                .as("who let them in")
                .isEqualTo(chief.id().toString());
    }

    @ParameterizedTest
    @CsvSource({"role, missing_role", "email, missing_email", "password, missing_password"})
    void nobodyIsLetInWithoutAll(String left, String code) {
        Map<String, String> person = new HashMap<>(person("nobody@example.com", "auditor"));
        person.remove(left);

        assertThat(chief.client().post(STAFF, person).text("code")).isEqualTo(code);
    }

    @Test
    void customersAreMadeByRegistering() {
        assertThat(chief.client()
                        .post(STAFF, person("c@example.com", "customer"))
                        .text("code"))
                .isEqualTo("invalid_role");
    }

    @Test
    void aTokenWithASpendLimitLetsNobodyIn() {
        Client limited = new Client(
                server.url(),
                chief.client()
                        .post("/api/tokens", Map.of("name", "agent", "spend_limit", 1))
                        .text("token"));

        Answer refused = limited.post(STAFF, person("unlimited@example.com", "operator"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("spend_limited");
        assertThat(limited.get(STAFF).text()).as("it may look").doesNotContain("unlimited@example.com");
    }

    @Test
    void nobodyIsLetInTwice() {
        chief.client().post(STAFF, person("twice@example.com", "auditor"));

        assertThat(chief.client()
                        .post(STAFF, person("Twice@example.com", "operator"))
                        .status())
                .isEqualTo(409);
    }
}
