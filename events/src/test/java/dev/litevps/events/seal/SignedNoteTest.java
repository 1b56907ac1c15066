package dev.litevps.events.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notes and checkpoints as other programs write and read them. */
class SignedNoteTest {

    /** The example of Go's package golang.org/x/mod/sumdb/note. */
    private static final String KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String KNOWN_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final byte[] SEED = new byte[32];

    private final SealSigner signer = SealSigner.ofSeed("example.com/store", SEED);

    @Test
    void aNoteOfAnotherProgramVerifies() {
        SealKey key = SealKey.ofVerifierKey(KNOWN_KEY);
        SignedNote note = SignedNote.parse(KNOWN_NOTE);

        assertThat(key.id()).isEqualTo("c74f20a3");
        assertThat(key.verifierKey()).isEqualTo(KNOWN_KEY);
        assertThat(note.isSignedBy(List.of(key))).isTrue();
        assertThat(note.encoded()).isEqualTo(KNOWN_NOTE);
        assertThat(SignedNote.parse(KNOWN_NOTE.replace("answer", "Answer")).isSignedBy(List.of(key)))
                .isFalse();
    }

    /** RFC 8032, section 7.1, test 1. */
    @Test
    void aSeedMakesTheKnownKey() {
        SealKey key = SealSigner.ofSeed(
                        "x",
                        HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
                .key();

        byte[] encoded = key.key().getEncoded();
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void aCheckpointIsTheNoteThatTheStandardAsksFor() {
        Checkpoint checkpoint =
                new Checkpoint("example.com/store", 7, MerkleHash.empty(), Instant.parse("2030-01-01T00:00:00Z"), 9);

        assertThat(checkpoint.text()).isEqualTo("""
                example.com/store
                7
                47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
                time 2030-01-01T00:00:00Z
                last-position 9
                """);
        SignedNote note =
                SignedNote.parse(SignedNote.sign(checkpoint.text(), signer).encoded());
        assertThat(note.isSignedBy(List.of(signer.key()))).isTrue();
        assertThat(note.signatures().getFirst().keyId()).isEqualTo(signer.key().id());
        assertThat(Checkpoint.parse(note.text())).usingRecursiveComparison().isEqualTo(checkpoint);
    }

    @Test
    void aKeyComesBackFromEachOfItsForms() {
        assertThat(SealKey.ofPem("example.com/store", signer.key().pem())).isEqualTo(signer.key());
        assertThat(SealKey.ofVerifierKey(signer.key().verifierKey())).isEqualTo(signer.key());
    }

    @Test
    void aNoteOfAnotherStoreOrKeyDoesNotVerify() {
        SignedNote note = SignedNote.sign("text\n", signer);

        assertThat(note.isSignedBy(
                        List.of(new SealKey("example.com/other", signer.key().key()))))
                .isFalse();
        byte[] other = SEED.clone();
        other[0]++;
        assertThat(note.isSignedBy(
                        List.of(SealSigner.ofSeed("example.com/store", other).key())))
                .isFalse();
    }

    @Test
    void manyNotesAreReadAndWhatIsNotWholeIsPassedOver() {
        String first = SignedNote.sign("first\n", signer).encoded();
        String second = SignedNote.sign("second\n", signer).encoded();

        assertThat(SignedNote.parseAll(first + "\n" + second + "\n" + second.substring(0, second.length() - 5)))
                .extracting(SignedNote::text)
                .containsExactly("first\n", "second\n");
        assertThat(SignedNote.parseAll(first)).hasSize(1);
        assertThat(SignedNote.parseAll("")).isEmpty();
    }

    @Test
    void whatIsNoNoteIsRefused() {
        assertThatThrownBy(() -> SignedNote.parse("text\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Checkpoint.parse("text\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SealKey.ofVerifierKey(KNOWN_KEY.replace("c74f20a3", "c74f20a4")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
