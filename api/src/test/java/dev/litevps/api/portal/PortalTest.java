package dev.litevps.api.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the portal as they are sent: what a browser may do with them, and what is in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalTest {

    private static final Pattern OWN_FILE = Pattern.compile("(?:src|href)=\"(/portal/[^\"]+)\"");
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\son\\w+=|\\sstyle=");

    private final Server server =
            Server.start("litevps.hypervisor=simulated", "litevps.public-url=https://cloud.example.com");
    private final Client anybody = new Client(server.url(), null);

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/register", "/login", "/tokens"})
    void aPageMayUseTheOwnFilesOfThePortalAndNothingElse(String path) {
        Answer page = anybody.get(path);

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "connect-src 'self'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http");
        assertThat(page.text()).doesNotContainPattern(INLINE).doesNotContain("{{");
        assertThat(OWN_FILE.matcher(page.text()).results().map(file -> file.group(1)))
                .contains("/portal/portal.css")
                .allSatisfy(
                        file -> assertThat(anybody.get(file).status()).as(file).isEqualTo(200));
    }

    @Test
    void withTheTestKeysTheChallengeIsAMarkedStandIn() {
        String page = anybody.get("/register").text();

        assertThat(page).contains("XXXX.DUMMY.TOKEN.XXXX", "stands in for the Cloudflare Turnstile challenge");
        assertThat(page).doesNotContain("challenges.cloudflare.com");
        assertThat(page).contains("8 to 128 characters");
    }

    @Test
    void theCommandsOfTheQuickStartAreForThePublicAddress() {
        assertThat(anybody.get("/tokens").text()).contains("data-base-url=\"https://cloud.example.com\"");
    }

    @Test
    void theFirstPageLeadsToWhatIsThere() {
        String page = anybody.get("/").text();

        assertThat(Pattern.compile("href=\"(/[^\"]*)\"").matcher(page).results().map(link -> link.group(1)))
                .contains("/register", "/login", "/llms.txt", "/.well-known/agent.json")
                .allSatisfy(
                        link -> assertThat(anybody.get(link).status()).as(link).isEqualTo(200));
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        Answer first = anybody.get("/portal/portal.css");

        assertThat(first.header("Content-Type")).startsWith("text/css");
        assertThat(anybody.with("If-None-Match", first.header("ETag"))
                        .get("/portal/portal.css")
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/portal/layout.html", "/portal/nothing.js", "/portal/..%2fapplication.yaml", "/portal/"})
    void nothingElseIsServedFromThere(String path) {
        assertThat(anybody.get(path).status()).isBetween(400, 404);
    }

    @Test
    void aTokenThatExpiredDoesNotMatter() {
        assertThat(new Client(server.url(), "garbage").get("/login").status()).isEqualTo(200);
    }

    @Test
    void aTextIsEscapedInATemplate() {
        assertThat(PortalTemplates.fill("<p title=\"{{a}}\">{{{b}}}</p>", Map.of("a", "\"<&", "b", "<b>$1</b>")))
                .isEqualTo("<p title=\"&quot;&lt;&amp;\"><b>$1</b></p>");
        assertThatThrownBy(() -> PortalTemplates.fill("{{missing}}", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
