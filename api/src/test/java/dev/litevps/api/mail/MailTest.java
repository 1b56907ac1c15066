package dev.litevps.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.litevps.events.account.AccountId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    private static Mail mail(String id, String to, String subject) {
        return new Mail(new AccountId(new UUID(1, 1)), id, to, subject, "two\nlines\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nBcc: all@example.com", "\n", "\r", "\u0000", "\u0085"})
    void noHeaderCanBeEndedByWhatGoesIntoIt(String injected) {
        assertThatIllegalArgumentException().isThrownBy(() -> mail("id" + injected, "ops@example.com", "Hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> mail("id", "ops@example.com" + injected, "Hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> mail("id", "ops@example.com", "Hello" + injected));
    }

    @ParameterizedTest
    @CsvSource({"ops@example.com, o…@example.com", "o@example.com, o…@example.com", "no address, …", "@example.com, …"})
    void aLogShowsTheAddressMasked(String to, String masked) {
        assertThat(mail("id", to, "Hello").maskedTo()).isEqualTo(masked);
    }

    @Test
    void itsNameSaysNothingAboutAPerson() {
        assertThat(mail("id", "ops@example.com", "Hello")).hasToString("Mail[id]");
    }
}
