package dev.litevps.events.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A text with signatures below it, in the form of a C2SP signed note.
 *
 * @param text which ends with a line feed
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String DASH = "\u2014 ";

    /**
     * A signature.
     *
     * @param name of whose key it is
     * @param bytes the id of the key, then the signature itself
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody changes them.
    public record Signature(String name, byte[] bytes) {

        /** Which key it was made with, in hexadecimal. */
        public String keyId() {
            return HexFormat.of().formatHex(bytes, 0, SealKey.ID_BYTES);
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** The text, signed. */
    public static SignedNote sign(String text, SealSigner signer) {
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(
                text,
                List.of(new Signature(
                        signer.key().name(), SealKey.concatenated(signer.key().idBytes(), signature))));
    }

    /** Whether one of these keys has signed it. */
    public boolean isSignedBy(List<SealKey> keys) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return signatures.stream().anyMatch(signature -> keys.stream().anyMatch(key -> isBy(signature, key, content)));
    }

    private static boolean isBy(Signature signature, SealKey key, byte[] content) {
        byte[] bytes = signature.bytes;
        return signature.name.equals(key.name())
                && Arrays.equals(bytes, 0, SealKey.ID_BYTES, key.idBytes(), 0, SealKey.ID_BYTES)
                && key.verifies(content, Arrays.copyOfRange(bytes, SealKey.ID_BYTES, bytes.length));
    }

    /** The note as it is stored and sent. */
    public String encoded() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            note.append(DASH)
                    .append(signature.name)
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(signature.bytes))
                    .append('\n');
        }
        return note.toString();
    }

    /** The note of its stored form; {@link IllegalArgumentException} if it is none. */
    public static SignedNote parse(String encoded) {
        int end = encoded.indexOf("\n\n" + DASH);
        if (end < 0) {
            throw new IllegalArgumentException("this is no signed note");
        }
        List<Signature> signatures =
                encoded.substring(end + 2).lines().map(SignedNote::signature).toList();
        return new SignedNote(encoded.substring(0, end + 1), signatures);
    }

    private static Signature signature(String line) {
        String[] parts = line.split(" ", -1);
        if (!line.startsWith(DASH) || parts.length != 3) {
            throw new IllegalArgumentException("this is no signature of a note");
        }
        byte[] bytes = Base64.getDecoder().decode(parts[2]);
        if (bytes.length <= SealKey.ID_BYTES) {
            throw new IllegalArgumentException("this is no signature of a note");
        }
        return new Signature(parts[1], bytes);
    }

    /**
     * Many notes, with an empty line behind each. What comes behind the last whole one is passed over: somebody may have been
     * writing it.
     */
    public static List<SignedNote> parseAll(String encoded) {
        List<SignedNote> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean signed = false;
        for (String line : encoded.split("\n", -1)) {
            if (line.isEmpty() && signed) {
                notes.add(parse(note.toString()));
                note.setLength(0);
                signed = false;
            } else {
                signed = line.startsWith(DASH);
                note.append(line).append('\n');
            }
        }
        return notes;
    }
}
