package dev.litevps.api.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import dev.litevps.query.RecentRows;
import java.net.URI;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Paying where there is no Stripe: the page, the button, the signed notice and the balance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalCheckoutTest {

    private final Server server = Server.start();
    private final Client customer = Client.logInToDemo(server);
    private final Client browser = new Client(server.url(), null);

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void aTopUpIsPaidOnThePageAndShownOnIt() {
        String before = balance();
        Answer asked = customer.post("/api/billing/add-funds", Map.of("amount", 12.5));
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(asked.text("url")).startsWith(server.url() + "/checkout/" + asked.text("id") + "?signature=");
        String page = path(asked);

        Answer open = browser.get(page);
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(open.text()).contains("TEST", "no real money", "$12.50", "<form method=\"post\">");
        assertThat(balance()).as("looking costs nothing").isEqualTo(before);

        Answer paid = browser.post(page);
        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.text()).contains("Payment received", "$12.50", "TEST").doesNotContain("<form");
        assertThat(Double.parseDouble(balance())).isEqualTo(Double.parseDouble(before) + 12.5);
        assertThat(paid.text()).contains("$" + balance());

        String after = balance();
        assertThat(browser.post(page).text()).contains("Already paid", "$" + after);
        assertThat(browser.get(page).text()).contains("Already paid").doesNotContain("<form");
        assertThat(balance()).as("paid once").isEqualTo(after);
    }

    @Test
    void aPaidTopUpIsFoundAlsoWhileTheBalanceIsNotShown() {
        Payer payer = Payer.register(server);
        Answer asked = payer.client().post("/api/billing/add-funds", Map.of("amount", 5));
        String page = path(asked);
        assertThat(browser.post(page).text()).contains("Payment received", "Your balance is now");
        JdbcClient views = JdbcClient.create(server.bean(DataSource.class));
        views.sql("delete from balance_view where account_id = ?")
                .param(payer.account().value())
                .update();
        server.bean(RecentRows.class).forgetAll();

        Answer paid = browser.get(page);

        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.text())
                .contains("Already paid", asked.text("id"), "TEST")
                .doesNotContain("Your balance is now");
    }

    @Test
    void thePageLoadsNothingAndTellsItsAddressToNobody() {
        Answer page = browser.get(path(customer.post("/api/billing/add-funds", Map.of("amount", 5))));

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.text()).doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?signature=", "?signature=AAAA", "?signature=%3Cscript%3E"})
    void nobodyFindsAPageWithoutItsSignature(String query) {
        String before = balance();
        String page = path(customer.post("/api/billing/add-funds", Map.of("amount", 5)));
        String forged = page.substring(0, page.indexOf('?')) + query;

        assertThat(browser.get(forged).status()).isEqualTo(404);
        Answer refused = browser.post(forged);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text()).contains("There is no such checkout").doesNotContain("script>");
        assertThat(balance()).isEqualTo(before);
    }

    @Test
    void oneSignatureOpensOnePage() {
        String one = path(customer.post("/api/billing/add-funds", Map.of("amount", 5)));
        String other = path(customer.post("/api/billing/add-funds", Map.of("amount", 5)));

        String mixed = one.substring(0, one.indexOf('?')) + other.substring(other.indexOf('?'));
        assertThat(browser.get(mixed).status()).isEqualTo(404);
        assertThat(browser.get("/checkout/not-an-id" + other.substring(other.indexOf('?')))
                        .status())
                .isEqualTo(404);
    }

    private String balance() {
        return customer.get("/api/me").header("X-Balance-Remaining");
    }

    private static String path(Answer asked) {
        URI url = URI.create(asked.text("url"));
        return url.getRawPath() + "?" + url.getRawQuery();
    }
}
