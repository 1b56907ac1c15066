package dev.litevps.api.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.events.Provenance;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.account.AccountEvent.AccountRegistered;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.query.Erasure;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Ann used all that there is, and asks to be forgotten. Told in its order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse";
    private static final String SECRET_WORDS = "quetzalcoatl";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Customer clerk = Customer.as(Role.SUPPORT, server);
    private final AccountId id = new AccountId(UUID.randomUUID());
    private final String email = "ann-" + UUID.randomUUID() + "@example.com";
    private final String alertAddress = "ops-" + UUID.randomUUID() + "@example.org";
    private final String vpsName = "anns-" + UUID.randomUUID();
    private final String keyName = "laptop-" + UUID.randomUUID();
    private final String tokenName = "agent-" + UUID.randomUUID();
    private final String snapshotName = "anns-" + UUID.randomUUID();
    private final Client ann = register();
    private final Client agent = agent();
    private long eventsBefore;
    private String digestBefore = "";
    private String restingCopy = "";

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Client register() {
        server.bean(AccountRegistrar.class).register(id, Role.CUSTOMER, email, PASSWORD);
        server.bean(CommandGateway.class)
                .sendAndWait(new CreditFunds(
                        new LedgerId(id),
                        new CreditId(UUID.randomUUID()),
                        CreditKind.GRANT,
                        Usd.of("10.00"),
                        "for a test",
                        Instant.now()));
        return Client.logIn(server.url(), email, PASSWORD);
    }

    private Client agent() {
        return new Client(
                server.url(),
                answered(201, ann.post("/api/tokens", Map.of("name", tokenName)))
                        .text("token"));
    }

    private static Answer answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer;
    }

    private String path(String what) {
        return "/api/support/accounts/" + id + what;
    }

    private static String publicKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return PublicKeyEntry.toString(pair.getPublic());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(1)
    void annUsesAllThatThereIs() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        ann.get("/api/billing/balance").json().path("balance").asDouble() > 9);
        answered(201, ann.post("/api/billing/notify-emails", Map.of("email", alertAddress)));
        answered(201, ann.post("/api/keys", Map.of("name", keyName, "public_key", publicKey() + " " + email)));
        String plan = ann.get("/api/pricing").json().get(0).path("id").asString();
        String vps = answered(
                        201,
                        ann.with("Idempotency-Key", "ann's first VPS")
                                .post(
                                        "/api/vps",
                                        Map.of(
                                                "name",
                                                vpsName,
                                                "plan_id",
                                                plan,
                                                "labels",
                                                Map.of("owner", vpsName),
                                                "user_data",
                                                "#!/bin/sh\necho " + SECRET_WORDS)))
                .text("id");
        ann.awaitState(vps, "running", PATIENCE);
        String one = "/api/vps/" + vps;
        answered(200, agent.post(one + "/exec", Map.of("command", "echo " + SECRET_WORDS)));
        String job = answered(
                        202, ann.post(one + "/exec", Map.of("command", "echo " + SECRET_WORDS, "background", true)))
                .text("job_id");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> ann.get(one + "/jobs/" + job).text("status").equals("done"));
        answered(201, ann.putBytes(one + "/files?path=/root/" + SECRET_WORDS, new byte[] {1}));
        answered(201, ann.post(one + "/snapshots", Map.of("name", snapshotName)));

        assertThat(answered(409, clerk.client().post(path("/erase"), Map.of("reason", "ticket 4711")))
                        .text("code"))
                .as("while there is a VPS")
                .isEqualTo("account_in_use");
        answered(200, ann.get("/api/me"));

        Awaitility.await().atMost(PATIENCE).until(() -> ann.get(one + "/snapshots")
                .json()
                .get(0)
                .path("state")
                .asString()
                .equals("ready"));
        answered(202, ann.delete(one));
        ann.awaitGone(vps, PATIENCE);
        Awaitility.await("the VPS leaves nothing").atMost(PATIENCE).until(() -> server.bean(JdbcClient.class)
                .sql("select count(*) from vps_view where account_id = ? and destroyed_at is null")
                .param(id.value())
                .query(Long.class)
                .single()
                .equals(0L));
    }

    @Test
    @Order(2)
    void beforehandTheDatabaseKnowsWhatAnnCalledThings() {
        assertThat(tablesWith(vpsName)).contains("vps_view").doesNotContain("domain_event_entry");
        assertThat(tablesWith(keyName)).contains("ssh_key_view");
        assertThat(tablesWith(email)).as("encrypted").isEmpty();

        // Support looks into a page that was wrong, and has a copy of the view that it has not put to use yet.
        jdbc().sql("update vps_view set name = name || '!' where account_id = ?")
                .param(id.value())
                .update();
        String check = supportAsks("/api/support/drift-checks", "different");
        assertThat(clerk.client().get(check).text()).contains("(left out)").doesNotContain(vpsName);
        jdbc().sql("update vps_view set name = ? where account_id = ?")
                .params(vpsName, id.value())
                .update();
        restingCopy = supportAsks("/api/support/rebuilds", "ready");
        assertThat(tablesWith(vpsName)).anyMatch(table -> table.startsWith("copy_"));
    }

    private JdbcClient jdbc() {
        return server.bean(JdbcClient.class);
    }

    /** The path of what was asked for, in this state. */
    private String supportAsks(String path, String state) {
        Answer asked = answered(202, clerk.client().post(path, Map.of("view", "query.vps", "reason", "a ticket")));
        String location = asked.header("Location");
        Awaitility.await(location + " is " + state)
                .atMost(PATIENCE)
                .until(() -> clerk.client().get(location).text("state"), state::equals);
        return location;
    }

    @Test
    @Order(3)
    void theReasonMustNotNameThePerson() {
        assertThat(answered(
                                400,
                                clerk.client()
                                        .post(
                                                path("/erase"),
                                                Map.of("reason", "asked for by " + email.toUpperCase(Locale.ROOT))))
                        .text("code"))
                .isEqualTo("invalid_reason");
        assertThat(answered(400, clerk.client().post(path("/erase"), Map.of())).text("code"))
                .isEqualTo("missing_reason");
        assertThat(answered(
                                403,
                                clerk.client()
                                        .post(
                                                "/api/support/accounts/" + clerk.id() + "/erase",
                                                Map.of("reason", "ticket 4711")))
                        .text("code"))
                .isEqualTo("own_account");
    }

    @Test
    @Order(4)
    void theReceiptIsAnEvent() {
        eventsBefore = events();
        digestBefore = digest(eventsBefore);

        Answer receipt = answered(200, clerk.client().post(path("/erase"), Map.of("reason", "ticket 4711")));

        DomainEventMessage<?> event = lastEvent();
        AccountErased erased = (AccountErased) event.getPayload();
        assertThat(receipt.text("event_id")).isEqualTo(event.getIdentifier());
        assertThat(receipt.text("reason")).isEqualTo("ticket 4711").isEqualTo(erased.reason());
        assertThat(receipt.text("erased_by")).isEqualTo(clerk.id().toString());
        assertThat(erased.erasedBy()).isEqualTo(clerk.id());
        assertThat(event.getMetaData())
                .containsEntry(Provenance.ACCOUNT_ID, clerk.id().toString())
                .containsEntry(Provenance.ROLE, "SUPPORT");
        assertThat(answered(200, clerk.client().post(path("/erase"), Map.of("reason", "again")))
                        .json())
                .as("repeated")
                .isEqualTo(receipt.json());
    }

    private DomainEventMessage<?> lastEvent() {
        return server.bean(EventStore.class)
                .readEvents(id.toString(), 0)
                .asStream()
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    @Test
    @Order(5)
    void nobodyIsLetInAnyMore() {
        answered(401, ann.get("/api/me"));
        answered(401, agent.get("/api/me"));
        answered(
                401,
                new Client(server.url(), null).post("/api/auth/login", Map.of("email", email, "password", PASSWORD)));
    }

    @Test
    @Order(6)
    void supportSeesThatItWasErasedAndNoAddress() {
        JsonNode account = answered(200, clerk.client().get(path(""))).json();

        assertThat(account.path("email").asString()).isEqualTo(Erasure.ERASED);
        assertThat(account.path("erased_at").isNull()).isFalse();
        assertThat(answered(200, clerk.client().get("/api/support/accounts?email=" + email))
                        .json()
                        .size())
                .isZero();
    }

    @Test
    @Order(7)
    void whatAnnSaidIsInNoTable() {
        for (String words : List.of(email, alertAddress, SECRET_WORDS, PASSWORD)) {
            assertThat(tablesWith(words)).as(words).isEmpty();
        }
    }

    @Test
    @Order(8)
    void whatAnnCalledThingsIsInNoTable() {
        for (String name : List.of(vpsName, keyName, tokenName, snapshotName)) {
            Awaitility.await(name).atMost(PATIENCE).untilAsserted(() -> assertThat(tablesWith(name))
                    .isEmpty());
        }
        assertThat(clerk.client().get(restingCopy).text("state")).isIn("filling", "ready");
        for (String table : List.of(
                "account_key",
                "credential",
                "access_token",
                "ssh_key_material",
                "user_data",
                "mail_outbox",
                "idempotent_request")) {
            assertThat(server.bean(JdbcClient.class)
                            .sql("select count(*) from " + table + " where account_id = ?")
                            .param(id.value())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    @Order(9)
    void theHistoryIsUnchangedToTheByteAndUnreadable() {
        assertThat(digest(eventsBefore)).isEqualTo(digestBefore);
        AccountRegistered registered = (AccountRegistered) server.bean(EventStore.class)
                .readEvents(id.toString(), 0)
                .next()
                .getPayload();
        PersonalData personalData = server.bean(PersonalData.class);
        assertThat(personalData.decrypt(id, registered.email())).isEmpty();
        assertThat(personalData.encrypt(id, "anything")).isEmpty();
        assertThat(personalData.hash(id, "anything")).isEmpty();
    }

    @Test
    @Order(9)
    void auditorsReadWhatHappenedAndNoName() {
        Client auditor = Customer.as(Role.AUDITOR, server).client();
        for (String path : List.of(
                "/api/audit/accounts/" + id + "/timeline?limit=1000", "/api/audit/events?limit=1000&account=" + id)) {
            assertThat(answered(200, auditor.get(path)).text())
                    .as(path)
                    .contains("VpsRequested", "SshKeyAdded")
                    .doesNotContain(vpsName, keyName, tokenName, snapshotName);
        }
    }

    @Test
    @Order(10)
    void theStatementIsStillProvenAndNamesNothing() {
        Answer statement = answered(
                200, clerk.client().get("/api/audit/accounts/" + id + "/statements/" + YearMonth.now(ZoneOffset.UTC)));

        assertThat(statement.json().path("proof").path("equal").asBoolean())
                .as(statement.text())
                .isTrue();
        assertThat(statement.json().path("line_count").asInt()).isPositive();
        assertThat(statement.text()).doesNotContain(vpsName);
    }

    @Test
    @Order(11)
    void moneyThatComesLaterIsMoneyAllTheSameAndAlertsReachNobody() {
        answered(201, clerk.client().post(path("/corrections"), Map.of("amount", -9.5, "reason", "paid out")));
        assertThat(answered(200, clerk.client().get(path("")))
                        .json()
                        .path("balance")
                        .asDouble())
                .isLessThan(1);
        // The balance is low now: whoever is told of it must not stumble over the address that is gone.
        server.bean(CommandGateway.class)
                .sendAndWait(new CreditFunds(
                        new LedgerId(id),
                        new CreditId(UUID.randomUUID()),
                        CreditKind.TOP_UP,
                        Usd.of("5.00"),
                        "paid at checkout",
                        Instant.now()));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> answered(200, clerk.client().get(path("")))
                                .json()
                                .path("balance")
                                .asDouble()
                        > 5);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from mail_outbox where account_id = ?")
                        .param(id.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @Order(12)
    void theAddressMayHaveAnAccountAnew() {
        AccountId again = new AccountId(UUID.randomUUID());
        server.bean(AccountRegistrar.class).register(again, Role.CUSTOMER, email, PASSWORD);

        Client client = Client.logIn(server.url(), email, PASSWORD);

        assertThat(client.get("/api/me").text("id")).isEqualTo(again.toString());
        assertThat(client.get("/api/me").text("email")).isEqualTo(email);
        assertThat(client.get("/api/keys").json().size()).isZero();
    }

    @Test
    @Order(13)
    void supportErasesNoAccountOfTheStaff() {
        for (Role role : List.of(Role.AUDITOR, Role.SUPPORT, Role.OPERATOR)) {
            Customer member = Customer.as(role, server);

            assertThat(answered(403, erase(clerk, member)).text("code")).isEqualTo("staff_account");
            answered(200, member.client().get("/api/me"));
            member.logInAgain();
        }
    }

    @Test
    @Order(14)
    void operatorsEraseTheStaffAndOneOfThemIsAlwaysLeft() {
        Customer chief = Customer.as(Role.OPERATOR, server);
        Customer other = Customer.as(Role.OPERATOR, server);
        Customer auditor = Customer.as(Role.AUDITOR, server);
        answered(200, erase(chief, auditor));
        answered(401, auditor.client().get("/api/me"));
        answered(200, other.client().get("/api/me"));
        // As if on another node: here it is not known yet.
        server.bean(JdbcClient.class)
                .sql("delete from credential where account_id = ?")
                .param(other.id().value())
                .update();

        answered(401, erase(other, chief));

        answered(200, chief.client().get("/api/me"));
        chief.logInAgain();
    }

    private static Answer erase(Customer by, Customer whom) {
        return by.client().post("/api/support/accounts/" + whom.id() + "/erase", Map.of("reason", "left"));
    }

    private long events() {
        return server.bean(JdbcClient.class)
                .sql("select max(global_index) from domain_event_entry")
                .query(Long.class)
                .single();
    }

    /** Of every column of every event up to this position. */
    private String digest(long through) {
        return server.bean(JdbcClient.class)
                .sql("""
                        select md5(string_agg(md5(event::text), '' order by global_index))
                        from domain_event_entry as event where global_index <= ?""")
                .param(through)
                .query(String.class)
                .single();
    }

    /** In whatever column, as text or as bytes, whole or as a part of something. */
    private Set<String> tablesWith(String words) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        String hex = HexFormat.of().formatHex(words.getBytes(StandardCharsets.UTF_8));
        Set<String> found = new TreeSet<>();
        for (String table : jdbc.sql(
                        "select case schemaname when 'public' then '' else quote_ident(schemaname) || '.' end"
                                + " || quote_ident(tablename) from pg_tables"
                                + " where schemaname not in ('pg_catalog', 'information_schema')")
                .query(String.class)
                .list()) {
            long rows = jdbc.sql(
                            "select count(*) from " + table + " as searched"
                                    + " where position(lower(?) in lower(searched::text)) > 0 or position(? in searched::text) > 0")
                    .params(words, hex)
                    .query(Long.class)
                    .single();
            if (rows > 0) {
                found.add(table);
            }
        }
        return found;
    }
}
