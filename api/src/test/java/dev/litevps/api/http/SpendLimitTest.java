package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.plan.PlanId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An access token may spend what its owner allows, and no more; the owner's other tokens are not concerned. */
class SpendLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A dollar for each minute. */
    private static final Usd PRICE_PER_HOUR = Usd.of("60");

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final CommandGateway gateway = server.bean(CommandGateway.class);
    private final AccountId account = new AccountId(UUID.randomUUID());
    private final PlanId plan = new PlanId(UUID.randomUUID());
    private Client owner = new Client(server.url(), null);

    @BeforeEach
    void setUp() {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        gateway.sendAndWait(new PublishPlan(plan, "Dear", new Resources(1, 512, 10), PRICE_PER_HOUR, yesterday));
        server.bean(AccountRegistrar.class).register(account, Role.CUSTOMER, "owner@example.com", "correct horse");
        gateway.sendAndWait(new CreditFunds(
                new LedgerId(account),
                new CreditId(UUID.randomUUID()),
                CreditKind.GRANT,
                Usd.of("200"),
                "enough for three",
                yesterday));
        owner = Client.logIn(server.url(), "owner@example.com", "correct horse");
        Awaitility.await("the plan is for sale")
                .atMost(PATIENCE)
                .until(() -> owner.get("/api/pricing").text().contains(plan.toString()));
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    private Client holderOf(Map<String, Object> terms) {
        Answer created = owner.post("/api/tokens", terms);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return new Client(server.url(), created.text("token"));
    }

    private Answer createVps(Client by, String name) {
        return by.post("/api/vps", Map.of("name", name, "plan_id", plan.toString()));
    }

    private String runningVps(Client by, String name) {
        Answer created = createVps(by, name);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        by.awaitState(created.text("id"), "running", PATIENCE);
        return created.text("id");
    }

    /** As the minute clock does when the minute is over; here it need not be waited for. */
    private void chargeThisMinute() {
        Minute minute = Minute.of(Instant.now());
        gateway.sendAndWait(new ChargeMinute(List.of(new LedgerId(account)), minute, minute.end()));
    }

    @Test
    void atItsLimitATokenGets402AndItsVpsesStop() {
        Client agent = holderOf(Map.of("name", "agent", "spend_limit", 1));
        String created = runningVps(agent, "agents");
        String other = runningVps(owner, "owners");

        chargeThisMinute();

        Answer stopped = agent.awaitState(created, "stopped", PATIENCE);
        assertThat(stopped.text("reason_code")).isEqualTo("spend_limit_reached");
        assertThat(stopped.text("reason")).contains("spent all that it may");
        for (Answer refused : List.of(createVps(agent, "one-more"), agent.post("/api/vps/" + created + "/start"))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(402);
            assertThat(refused.text("error")).isEqualTo("token spend limit reached");
            assertThat(refused.json().path("limit").decimalValue()).isEqualByComparingTo("1");
            assertThat(refused.json().path("spent").decimalValue()).isGreaterThanOrEqualTo(BigDecimal.ONE);
        }
        assertThat(agent.get("/api/vps").json())
                .as("it may still look, and destroy")
                .hasSize(2);
        assertThat(owner.get("/api/vps/" + other).text("state")).isEqualTo("running");
        assertThat(createVps(owner, "another").status()).isEqualTo(201);
    }

    @Test
    void whatATokenHasSpentIsListedBesideItsLimit() {
        Client agent = holderOf(Map.of("name", "agent", "spend_limit", 100));
        runningVps(agent, "agents");

        chargeThisMinute();

        Awaitility.await("the charge is shown").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        owner.get("/api/tokens").text())
                .containsPattern("\"spend_limit\":100.0000,\"spent\":[1-9].0000"));
        assertThat(createVps(agent, "one-more").status()).isEqualTo(201);
    }
}
