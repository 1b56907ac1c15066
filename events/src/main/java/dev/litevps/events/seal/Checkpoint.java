package dev.litevps.events.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * What the store was at a moment: the text that is signed, in the form of a C2SP tlog-checkpoint, which other programs that
 * deal with transparency logs read too. Below the three lines of that form are two of our own.
 *
 * @param origin the name of this store among all others
 * @param size how many events were sealed
 * @param root the hash of the tree, 32 bytes
 * @param at when it was sealed
 * @param lastPosition the number in the store of the last event that was sealed; 0 if none was
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody changes them, and copies of a million would cost.
public record Checkpoint(String origin, long size, byte[] root, Instant at, long lastPosition) {

    private static final String TIME = "time ";
    private static final String LAST_POSITION = "last-position ";
    private static final int LINES = 5;

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n" + TIME + at + "\n"
                + LAST_POSITION + lastPosition + "\n";
    }

    /** The checkpoint of a text; {@link IllegalArgumentException} if it is none. */
    public static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < LINES
                || !lines.get(3).startsWith(TIME)
                || !lines.get(4).startsWith(LAST_POSITION)) {
            throw new IllegalArgumentException("this is no checkpoint");
        }
        try {
            Checkpoint checkpoint = new Checkpoint(
                    lines.get(0),
                    Long.parseLong(lines.get(1)),
                    Base64.getDecoder().decode(lines.get(2)),
                    Instant.parse(lines.get(3).substring(TIME.length())),
                    Long.parseLong(lines.get(4).substring(LAST_POSITION.length())));
            if (checkpoint.size < 0 || checkpoint.root.length != MerkleHash.BYTES) {
                throw new IllegalArgumentException("this is no checkpoint");
            }
            return checkpoint;
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("this is no checkpoint", e);
        }
    }
}
