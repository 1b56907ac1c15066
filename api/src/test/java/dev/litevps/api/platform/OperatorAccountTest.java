package dev.litevps.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.startup.InvalidSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorAccountTest {

    @ParameterizedTest
    @CsvSource({"op@example.com,", ",long enough a secret", "nobody,long enough a secret", "op@example.com,too short"})
    @SuppressWarnings("NullAway") // What the settings would hold is never reached.
    void settingsThatMakeNoOperatorKeepTheServerFromStarting(String email, String password) {
        OperatorProperties properties = new OperatorProperties(email, password);

        assertThatThrownBy(() -> new OperatorAccount(properties, null, null))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageNotContaining("secret");
        assertThat(properties.toString()).doesNotContain("secret").doesNotContain("short");
    }
}
