package dev.litevps.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.startup.InvalidSettings;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class PublicUrlTest {

    private final MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", "8080");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080/x?y=z",
        "192.0.2.7, http://192.0.2.7:8080/x?y=z",
        "0.0.0.0, http://127.0.0.1:8080/x?y=z",
        "::, http://127.0.0.1:8080/x?y=z",
        "::1, http://[0:0:0:0:0:0:0:1]:8080/x?y=z"
    })
    void isWhereTheServerListensUnlessItIsToldOtherwise(String address, String expected) throws UnknownHostException {
        assertThat(new PublicUrl("", address, environment).of("/x?y=z")).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://cloud.example.com", "https://cloud.example.com/", " https://cloud.example.com "})
    void isWhatItIsToldToBe(String configured) throws UnknownHostException {
        assertThat(new PublicUrl(configured, "127.0.0.1", environment).of("/x"))
                .hasToString("https://cloud.example.com/x");
    }

    @Test
    void hasAHostThatOthersCanBeHeldAgainstOnceItIsToldOne() throws UnknownHostException {
        assertThat(new PublicUrl("https://cloud.example.com:8443/x", "127.0.0.1", environment).configuredHost())
                .isEqualTo("cloud.example.com");
        assertThat(new PublicUrl("", "127.0.0.1", environment).configuredHost()).isNull();
    }

    @Test
    void mayBePartOfAnotherSite() throws UnknownHostException {
        assertThat(new PublicUrl("https://example.com/cloud/", "127.0.0.1", environment).of("/x"))
                .hasToString("https://example.com/cloud/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloud.example.com",
                "ftp://example.com",
                "https://",
                "https://example.com?a=b",
                "https://example.com/#x",
                "javascript:alert(1)",
                "https://exa mple.com"
            })
    void mustBeAnAddressOfTheWeb(String configured) {
        assertThatThrownBy(() -> new PublicUrl(configured, "127.0.0.1", environment))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(configured);
    }
}
