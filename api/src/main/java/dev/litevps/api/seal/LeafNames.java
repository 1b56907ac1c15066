package dev.litevps.api.seal;

import dev.litevps.events.seal.MerkleHash;
import dev.litevps.events.seal.SealedLeaf;
import dev.litevps.events.seal.StoredEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a tile that say which event each of its hashes is of: position, id and aggregate. */
final class LeafNames {

    private static final int PARTS = 3;
    private static final Pattern POSITION = Pattern.compile("-?\\d{1,18}");
    private static final Pattern SPACE = Pattern.compile("\\s");

    private LeafNames() {}

    static String line(StoredEvent event) {
        return event.position() + " " + word(event.eventId()) + " " + word(event.aggregateId()) + "\n";
    }

    private static String word(String text) {
        // Hardly any text has one, and each event has two texts.
        return text.chars().anyMatch(c -> c <= ' ' || c > '~')
                ? SPACE.matcher(text).replaceAll("_")
                : text;
    }

    /** The leaves of a tile, without those that somebody has made unreadable: whoever verifies misses them. */
    static List<SealedLeaf> leaves(long tile, byte[] hashes, String names) {
        List<String> lines = names.lines().toList();
        int count = Math.min(lines.size(), hashes.length / MerkleHash.BYTES);
        List<SealedLeaf> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String[] parts = lines.get(i).split(" ", PARTS);
            if (parts.length == PARTS && POSITION.matcher(parts[0]).matches()) {
                leaves.add(new SealedLeaf(
                        tile * Tiles.WIDTH + i,
                        Long.parseLong(parts[0]),
                        Arrays.copyOfRange(hashes, i * MerkleHash.BYTES, (i + 1) * MerkleHash.BYTES),
                        parts[1],
                        parts[2]));
            }
        }
        return leaves;
    }
}
