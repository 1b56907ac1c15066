package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.mail.Mail;
import dev.litevps.api.mail.Mailer;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where no mail server is set up, whoever tries the server out finds its e-mails on a page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client browser = new Client(server.url(), null);

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void anAlertIsOnThePageAndNowhereInClear() {
        Client demo = Client.logInToDemo(server);
        AccountId account = AccountId.of(demo.get("/api/me").text("id"));
        demo.post("/api/billing/notify-emails", Map.of("email", "o'ps&co@example.com"));

        new LedgerHistory(server)
                .append(new LowBalanceReached(
                        new LedgerId(account),
                        account,
                        Usd.of("0.42"),
                        Usd.of("0.0667"),
                        Usd.of("1.00"),
                        Instant.now()));

        Answer page = Awaitility.await("the e-mail is on the page")
                .atMost(PATIENCE)
                .until(() -> browser.get("/outbox"), answer -> answer.text().contains("your balance is low"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.text())
                .contains("o&#39;ps&amp;co@example.com", "$0.0667 per hour")
                .doesNotContain("o'ps&co", "<script");
        assertThat(server.bean(JdbcClient.class)
                        .sql(
                                "select count(*) from mail_outbox o where o::text like '%example.com%' or o::text like '%0.42%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatAnEmailSaysIsTextAndNotHtml() {
        Customer customer = Customer.with(server, "1.00");

        server.bean(Mailer.class)
                .send(new Mail(
                        customer.id(),
                        "hostile",
                        "<i>@example.com",
                        "<script>alert(1)</script>",
                        "</pre><img src=x onerror=alert(2)>"));

        assertThat(browser.get("/outbox").text())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;/pre&gt;&lt;img", "&lt;i&gt;@example.com")
                .doesNotContain("<script", "<img", "<i>");
    }

    @Test
    void theNewestThousandAreKept() {
        Customer customer = Customer.with(server, "1.00");
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("""
                        insert into mail_outbox
                            (account_id, mail_id, recipient_ciphertext, subject_ciphertext, text_ciphertext, sent_at)
                        select gen_random_uuid(), 'old-' || number, '', '', '', now()
                        from generate_series(1, 1100) as number""").update();

        server.bean(Mailer.class).send(new Mail(customer.id(), "newest", "ops@example.com", "The newest", ""));

        assertThat(jdbc.sql("select count(*) from mail_outbox")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1_000);
        assertThat(browser.get("/outbox").text()).contains("The newest");
    }

    @Test
    void theSameEmailIsThereOnce() {
        Customer customer = Customer.with(server, "1.00");
        Mail mail = new Mail(customer.id(), "twice", "ops@example.com", "Only once", "");

        server.bean(Mailer.class).send(mail);
        server.bean(Mailer.class).send(mail);

        assertThat(browser.get("/outbox").text()).containsOnlyOnce("Only once");
    }

    @Test
    void theEmailsOfAnErasedAccountAreGone() {
        Customer customer = Customer.with(server, "1.00");
        server.bean(JdbcClient.class)
                .sql("delete from account_key where account_id = ?")
                .param(customer.id().value())
                .update();

        server.bean(Mailer.class).send(new Mail(customer.id(), "gone", "ops@example.com", "Of an erased account", ""));

        assertThat(browser.get("/outbox").text()).doesNotContain("Of an erased account");
    }

    @Test
    void aPageWhoseNameWasPointedHereDoesNotGetIt() {
        assertThat(statusLine("Host: attacker.example:8080")).contains(" 404 ");
        assertThat(statusLine("Host: localhost")).contains(" 200 ");
    }

    @Test
    void whoComesThroughAProxyDoesNotGetIt() {
        assertThat(statusLine("Host: localhost", "X-Forwarded-For: 203.0.113.7"))
                .contains(" 404 ");
    }

    /** The client of the other tests does not let anybody choose the name of the host. */
    private String statusLine(String... headers) {
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort());
                OutputStream out = socket.getOutputStream()) {
            String request =
                    "GET /outbox HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
