package dev.litevps.api.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.LiteVps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Real customers meet nothing that is for trying things out. */
@ExtendWith(OutputCaptureExtension.class)
class ProductionStartTest {

    private static final String PRODUCTION = "--spring.profiles.active=production";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void productionNamesEverySettingThatIsMissing(CapturedOutput output) {
        assertDoesNotStart(PRODUCTION);

        assertThat(sentence(output))
                .contains(
                        "LiteVPS did not start. The production profile does without every default",
                        "litevps.stripe.secret-key (otherwise customers would pay nothing, at a test checkout)",
                        "litevps.stripe.webhook-secret",
                        "litevps.public-url",
                        "spring.mail.host (otherwise nobody would be told that their money runs out)",
                        "litevps.mail.from",
                        "litevps.turnstile.secret-key (otherwise programs could register accounts, with the test keys)",
                        "litevps.hypervisor=libvirt (otherwise machines would be simulated)",
                        "spring.datasource.url",
                        "litevps.master-secret",
                        "litevps.dns.server (otherwise nobody could look the names of machines up",
                        "litevps.demo.enabled=false");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void productionDoesNotNameWhatIsThere(CapturedOutput output) {
        assertDoesNotStart(
                PRODUCTION,
                "--litevps.hypervisor=libvirt",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/litevps",
                "--litevps.master-secret=c2VjcmV0",
                "--litevps.dns.server=none",
                "--litevps.stripe.secret-key=sk_test_of_the_test",
                "--spring.mail.host=127.0.0.1",
                "--litevps.mail.from=LiteVPS <billing@example.com>",
                "--litevps.turnstile.site-key=0x4AAAAAAA",
                "--litevps.turnstile.secret-key=0x4AAAAAAA-of-the-test",
                "--litevps.public-url=https://cloud.example.com");

        assertThat(sentence(output))
                .contains(
                        "so set litevps.stripe.webhook-secret (otherwise payments could not be told from forged ones).")
                .doesNotContain(
                        "secret-key", "hypervisor", "datasource", "master", "demo", "public-url", "mail", "sk_test");
    }

    @Test
    void productionTakesNoHostThatLibvirtMakesUp(CapturedOutput output) {
        assertDoesNotStart(PRODUCTION, "--litevps.hypervisor=libvirt", "--litevps.libvirt.uri=test:///default");

        assertThat(sentence(output))
                .contains("litevps.libvirt.uri (otherwise libvirt would only pretend that there are machines)");
    }

    @Test
    void aRefusedStartLeavesNothingBehind() {
        assertDoesNotStart(PRODUCTION);

        assertThat(folder.resolve("data")).as("no database was started").doesNotExist();
    }

    @Test
    void halfOfTheSettingsForStripeAreNotEnough(CapturedOutput output) {
        assertDoesNotStart("--litevps.stripe.webhook-secret=whsec_of_the_test");

        assertThat(sentence(output))
                .endsWith("LiteVPS did not start. litevps.stripe.secret-key and litevps.stripe.webhook-secret belong"
                        + " together: litevps.stripe.secret-key is missing.")
                .doesNotContain("whsec_of_the_test");
        assertThat(output).doesNotContain("whsec_of_the_test");
    }

    @Test
    void aNameServerNeedsItsKey(CapturedOutput output) {
        assertDoesNotStart("--litevps.dns.server=127.0.0.1", "--litevps.dns.key-secret=not/base64!of-the-test");

        assertThat(sentence(output))
                .contains("litevps.dns.server needs a zone and its key: litevps.dns.key-name is missing.")
                .doesNotContain("of-the-test");
    }

    @Test
    void aPublicUrlMustBeOne(CapturedOutput output) {
        assertDoesNotStart("--litevps.public-url=cloud.example.com");

        assertThat(sentence(output))
                .endsWith("litevps.public-url must be an address such as https://cloud.example.com,"
                        + " not \"cloud.example.com\".");
    }

    private void assertDoesNotStart(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        all.add("--litevps.data=" + folder.resolve("data"));
        assertThatThrownBy(() -> new SpringApplicationBuilder(LiteVps.class)
                        .registerShutdownHook(false)
                        .run(all.toArray(String[]::new))
                        .close())
                .satisfies(failure -> assertThat(causes(failure)).anyMatch(InvalidSettings.class::isInstance));
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String sentence(CapturedOutput output) {
        List<String> errors =
                output.getOut().lines().filter(line -> line.contains("ERROR")).toList();
        assertThat(errors).hasSize(1);
        return errors.getFirst();
    }
}
