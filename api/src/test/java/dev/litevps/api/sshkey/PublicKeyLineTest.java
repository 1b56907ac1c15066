package dev.litevps.api.sshkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.web.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Which keys are let in to guests. The files are {@code ssh-keygen}'s, and so are the fingerprints of them. */
class PublicKeyLineTest {

    /** The key of a file in {@code sshkey}, as it stands there. */
    static String file(String name) {
        try {
            return new ClassPathResource("sshkey/" + name + ".pub").getContentAsString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(String line, String why) {
        assertThatThrownBy(() -> PublicKeyLine.parse(line))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("public_key is not an OpenSSH public key")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, SHA256:7WEXQWtSstB3sdvp2SaCxdh+5ZPgi71Qa53O8ZRcnt8",
        "ecdsa-256, SHA256:50MmKpmdZeV2ERi5EJQ4H2MQ8P1Eq122IP4hBo57Szo",
        "ecdsa-384, SHA256:zs5zPEqj4oO/6CSh4edpnjrLTCkAYSPLeg2NoxCvLQg",
        "ecdsa-521, SHA256:y7EZrK9JuDv/eOs6kHepQN9OTs8MShTL8Pol7EdMKfw",
        "rsa-2048, SHA256:Xsxa8H/82FtSxCCAqpZ6wt4aBySpwSkOimJ9yoZxX08",
        "rsa-3072, SHA256:pP4RAHPWzARwgOQTRwxajm5GUGr+d+4JaorqpU44R+g"
    })
    void aStrongKeyIsTakenWithTheFingerprintThatItsOwnerKnows(String name, String fingerprint) {
        PublicKeyLine line = PublicKeyLine.parse(file(name));

        assertThat(line.fingerprint()).isEqualTo(fingerprint);
        assertThat(line.line() + " somebody@laptop").isEqualTo(file(name).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-1024", "rsa-2047"})
    void anRsaKeyOfFewerThan2048BitsIsTooWeak(String name) {
        assertRefused(file(name), "an RSA key needs at least 2048 bits");
    }

    @ParameterizedTest
    @CsvSource({"dsa-1024, ssh-dss", "sk-ed25519, sk-ssh-ed25519@openssh.com"})
    void aKeyOfAnotherTypeIsRefusedByName(String name, String type) {
        assertRefused(file(name), "the type " + type + " is not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-pty ",
                "command=\"/bin/true\" ",
                "restrict,from=\"192.0.2.0/24\" ",
                "environment=\"PATH=/tmp\",no-pty "
            })
    void optionsAreRefused(String options) {
        assertRefused(options + file("ed25519"), "without options");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa not*base64", "garbage", "-----BEGIN PUBLIC KEY-----"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertRefused(text, ":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void twoKeysAreRefused(String end) {
        assertRefused(file("ed25519").strip() + end + file("rsa-2048"), "it must be one line");
    }
}
