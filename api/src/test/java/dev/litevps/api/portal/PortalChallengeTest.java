package dev.litevps.api.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import org.junit.jupiter.api.Test;

/** The page to register where people are really challenged. */
class PortalChallengeTest {

    private static final String SITE_KEY = "0x4AAAAAAAportal";

    @Test
    void withRealKeysTheChallengeIsCloudflares() {
        try (Server real = Server.start(
                "litevps.hypervisor=simulated",
                "litevps.turnstile.site-key=" + SITE_KEY,
                "litevps.turnstile.secret-key=0x4AAAAAAAsecret")) {
            Client visitor = new Client(real.url(), null);

            Answer page = visitor.get("/register");

            assertThat(page.text())
                    .contains("data-sitekey=\"" + SITE_KEY + "\"")
                    .contains("<script src=\"https://challenges.cloudflare.com/turnstile/v0/api.js\" async defer>")
                    .doesNotContain("DUMMY", "0x4AAAAAAAsecret");
            assertThat(page.header("Content-Security-Policy"))
                    .contains("script-src 'self' https://challenges.cloudflare.com; ")
                    .contains("frame-src https://challenges.cloudflare.com")
                    .contains("connect-src 'self'");
            assertThat(visitor.get("/tokens").header("Content-Security-Policy")).doesNotContain("cloudflare");
        }
    }
}
