package dev.litevps.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDataTest {

    private static final String SCRIPT = "#!/bin/sh\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#cloud-config",
                "#cloud-config\nruncmd: [ls]",
                "#cloud-config \r\npackages: []",
                SCRIPT,
                "Content-Type: multipart/mixed; boundary=x\n\n--x--",
                "mime-version: 1.0\n"
            })
    void whatCloudInitKnowsIsTaken(String text) {
        assertThatCode(() -> UserData.require(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ls", " #!/bin/sh", "#cloud-configuration", "#include http://x", SCRIPT + "\0"})
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> UserData.require(text))
                .satisfies(refusal -> org.assertj.core.api.Assertions.assertThat(refusal.code())
                        .isEqualTo(RejectionCode.INVALID_VALUE));
    }

    @Test
    void bytesAreCountedAndNotCharacters() {
        String longest = SCRIPT + "x".repeat(UserData.MAX_BYTES - SCRIPT.length());
        assertThatCode(() -> UserData.require(longest)).doesNotThrowAnyException();
        assertThatExceptionOfType(CommandRejected.class).isThrownBy(() -> UserData.require(longest + "x"));
        assertThatExceptionOfType(CommandRejected.class)
                .isThrownBy(() -> UserData.require(
                        longest.substring(1).replaceFirst("^", "#").replaceFirst("x$", "é")));
    }
}
