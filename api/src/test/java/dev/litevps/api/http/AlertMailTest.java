package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitReached;
import dev.litevps.events.token.AccessTokenId;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to an account's money reaches people, by a real SMTP server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertMailTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MailServer mail = new MailServer();
    private final Server server = Server.start(mail.properties(
            "litevps.hypervisor=simulated",
            "litevps.mail.from=LiteVPS <billing@example.net>",
            "litevps.billing.grace=4s",
            "litevps.billing.grace-warning=2s"));
    private final LedgerHistory history = new LedgerHistory(server);
    private Customer customer = Customer.with(server, "5.00");

    @BeforeEach
    void setUp() {
        mail.switchOn();
        customer = Customer.with(server, "5.00");
    }

    @AfterAll
    void tearDown() {
        server.close();
        mail.close();
    }

    private void alertAlso(String... emails) {
        for (String email : emails) {
            assertThat(customer.client()
                            .post("/api/billing/notify-emails", Map.of("email", email))
                            .status())
                    .isEqualTo(201);
        }
    }

    private LedgerEvent lowBalance() {
        return new LowBalanceReached(
                customer.ledger(), customer.id(), Usd.of("0.42"), Usd.of("0.0667"), Usd.of("1.00"), Instant.now());
    }

    private List<String> subjects() {
        return mail.received().stream()
                .map(message -> MailServer.header(message, "Subject"))
                .toList();
    }

    private void awaitMails(int count) {
        Awaitility.await(count + " e-mails").atMost(PATIENCE).untilAsserted(() -> assertThat(mail.received())
                .hasSize(count));
    }

    /** That no task of alerts is left which could send more. */
    private void awaitNothingWaits() {
        Awaitility.await("no alert waits")
                .atMost(PATIENCE)
                .until(() -> server.bean(JdbcClient.class)
                                .sql("select count(*) from scheduled_tasks where task_name in ('alert', 'alert-mail')")
                                .query(Integer.class)
                                .single()
                        == 0);
    }

    @Test
    void eachAlertAddressGetsOneEmailForEachEvent() {
        alertAlso("ops@example.com", "cto@example.com");

        history.append(lowBalance());
        awaitMails(2);
        awaitNothingWaits();

        assertThat(mail.recipients()).containsExactly("cto@example.com", "ops@example.com");
        MimeMessage message = mail.received().getFirst();
        assertThat(MailServer.header(message, "Subject")).isEqualTo("LiteVPS: your balance is low, $0.4200 left");
        assertThat(MailServer.header(message, "From")).isEqualTo("LiteVPS <billing@example.net>");
        assertThat(MailServer.header(message, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(MailServer.header(message, "Message-ID")).matches("<[0-9a-f-]{36}\\.[0-9a-f-]{36}@example\\.net>");
        assertThat(MailServer.text(message)).contains("$0.4200", "$0.0667 per hour", "in 6 h 17 min", "top up");
    }

    @Test
    void withoutAlertAddressesTheOwnerGetsIt() {
        history.append(lowBalance());
        awaitMails(1);
        awaitNothingWaits();

        assertThat(mail.recipients()).containsExactly(customer.id() + "@example.com");
    }

    @Test
    void anEventThatIsHandledTwiceAlertsOnce() {
        alertAlso("ops@example.com", "cto@example.com");
        history.append(lowBalance());
        awaitMails(2);
        awaitNothingWaits();

        history.replayToAlerts();
        history.append(new GraceEnding(customer.ledger(), customer.id(), Instant.now(), Instant.now()));
        awaitMails(4);
        awaitNothingWaits();

        assertThat(subjects())
                .filteredOn(subject -> subject.contains("your balance is low"))
                .hasSize(2);
    }

    @Test
    void aMailServerThatIsAwayAtFirstDeliversOnceToEach() {
        mail.switchOff();
        alertAlso("ops@example.com", "cto@example.com");
        history.append(lowBalance());
        Awaitility.await("both were tried in vain")
                .atMost(PATIENCE)
                .until(() -> server.bean(JdbcClient.class)
                                .sql("select count(*) from scheduled_tasks where task_name = 'alert-mail' "
                                        + "and convert_from(task_data, 'UTF8') like '%\"attempts\":1%'")
                                .query(Integer.class)
                                .single()
                        == 2);

        mail.switchOn();
        awaitMails(2);
        awaitNothingWaits();

        assertThat(mail.recipients()).containsExactly("cto@example.com", "ops@example.com");
    }

    @Test
    void nobodyIsToldOfAnErasedAccount() {
        alertAlso("ops@example.com");
        Customer erased = Customer.with(server, "5.00");
        server.bean(JdbcClient.class)
                .sql("delete from account_key where account_id = ?")
                .param(erased.id().value())
                .update();

        history.append(new LowBalanceReached(
                erased.ledger(), erased.id(), Usd.of("0.42"), Usd.of("0.0667"), Usd.of("1.00"), Instant.now()));
        history.append(lowBalance());
        awaitMails(1);
        awaitNothingWaits();

        assertThat(mail.recipients()).containsExactly("ops@example.com");
    }

    @Test
    void whoRunsOutOfMoneyIsToldAtEachStepOnce() {
        alertAlso("ops@example.com");
        customer.client().awaitState(customer.create("web"), "running", PATIENCE);

        customer.adjust("-4.50");
        customer.chargeThrough(Minute.of(Instant.now()).plus(1));
        customer.adjust("-0.50");
        awaitMails(4);
        awaitNothingWaits();

        assertThat(subjects())
                .satisfiesExactlyInAnyOrder(
                        subject -> assertThat(subject).startsWith("LiteVPS: your balance is low"),
                        subject -> assertThat(subject).startsWith("LiteVPS: your balance is used up"),
                        subject -> assertThat(subject).startsWith("LiteVPS: last warning"),
                        subject -> assertThat(subject).startsWith("LiteVPS: your machines are being destroyed"));
    }

    @Test
    void aTokenThatReachedItsLimitIsTold() {
        history.append(new SpendLimitReached(
                customer.ledger(),
                customer.id(),
                new AccessTokenId(UUID.randomUUID()),
                Usd.of("2.00"),
                Usd.of("2.00"),
                Instant.now()));
        awaitMails(1);
        awaitNothingWaits();

        assertThat(subjects()).containsExactly("LiteVPS: an access token has reached its spend limit of $2.0000");
    }

    @Test
    void whatHappenedLongAgoAlertsNobody() {
        history.append(new LowBalanceReached(
                customer.ledger(),
                customer.id(),
                Usd.of("0.42"),
                Usd.of("0.0667"),
                Usd.of("1.00"),
                Instant.now().minus(Duration.ofHours(25))));
        history.append(lowBalance());
        awaitMails(1);
        awaitNothingWaits();

        assertThat(mail.received()).hasSize(1);
    }

    @Test
    void withAMailServerThereIsNoOutboxPage() {
        assertThat(new Client(server.url(), null).get("/outbox").status()).isEqualTo(404);
    }
}
