package dev.litevps.api.seal;

import dev.litevps.events.seal.Checkpoint;
import dev.litevps.events.seal.SignedNote;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file outside of the database that each checkpoint is added to: who removes events and their seals from the database would
 * have to come by it as well. It is not flushed to the disk: what a crash has taken is added again from the database.
 */
final class Witness {

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    /** Many times the length of a note. */
    private static final int TAIL_BYTES = 16 * 1024;

    private static final int NOTES_AT_ONCE = 1_000;
    private static final String END_OF_NOTE = "\n\n";
    private static final String SIGNATURE = "\u2014 ";

    private final Path file;
    private boolean opened;
    private @Nullable Checkpoint last;

    Witness(Path file) {
        this.file = file;
    }

    /** Finds out what it has, unless that is known. */
    void prepare() throws IOException {
        if (!opened) {
            open();
            opened = true;
        }
    }

    /** Adds the checkpoints that it does not have. */
    void follow(Connection connection) throws SQLException, IOException {
        prepare();
        expect(connection);
        // Whatever was written if this fails is found out before the next time.
        opened = false;
        List<String> notes = append(connection);
        while (notes.size() == NOTES_AT_ONCE) {
            notes = append(connection);
        }
        opened = true;
    }

    /**
     * {@link SealException} if the database no longer has the last checkpoint that it had: what comes next must not be sealed on
     * top of that, whoever has sealed what is there now. It is refused until somebody has put the file aside.
     */
    void expect(Connection connection) throws SQLException {
        Checkpoint known = last;
        if (known != null && !has(connection, known)) {
            // It is looked at again the next time: it may have been put aside.
            opened = false;
            throw new SealException(
                    ("the database no longer has the seal over %d events that the witness file has seen: some were removed, or"
                                    + " an old copy was restored. Keep %s, and move it out of the way")
                            .formatted(known.size(), file));
        }
    }

    private static boolean has(Connection connection, Checkpoint known) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select exists (select from seal_checkpoint where size = ? and root = ?)")) {
            statement.setLong(1, known.size());
            statement.setBytes(2, known.root());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private List<String> append(Connection connection) throws SQLException, IOException {
        List<String> notes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "select size, root, note from seal_checkpoint where size > ? order by size limit ?")) {
            statement.setLong(1, last == null ? -1 : last.size());
            statement.setInt(2, NOTES_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    notes.add(note(row));
                }
            }
        }
        if (!notes.isEmpty()) {
            Files.writeString(
                    file, String.join("\n", notes) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            last = lastOf(notes.getLast());
        }
        return notes;
    }

    /** {@link SealException} if it does not say what its row says: then one of them was changed. */
    private static String note(ResultSet row) throws SQLException {
        long size = row.getLong(1);
        String note = row.getString(3);
        try {
            List<SignedNote> parsed = SignedNote.parseAll(note);
            Checkpoint checkpoint = Checkpoint.parse(parsed.getLast().text());
            if (checkpoint.size() == size && Arrays.equals(checkpoint.root(), row.getBytes(2))) {
                return note;
            }
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new SealException("the checkpoint over " + size + " events cannot be read", e);
        }
        throw new SealException("the checkpoint over " + size + " events is not what was signed");
    }

    /** Finds out which checkpoint the file has last, and cuts off what a crash may have left behind it. */
    private void open() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        last = null;
        if (Files.notExists(file)) {
            return;
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            long from = Math.max(0, content.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (content.length() - from)];
            content.seek(from);
            content.readFully(bytes);
            String tail = new String(bytes, StandardCharsets.UTF_8);
            int end = endOfLastNote(tail);
            if (end < 0) {
                throw new IOException("there is no checkpoint at the end of " + file + "; put that file aside");
            }
            int surplus = tail.substring(end).getBytes(StandardCharsets.UTF_8).length;
            content.setLength(content.length() - surplus);
            last = lastOf(tail.substring(0, end));
        }
    }

    /** Behind the last note that is whole; -1 if there is none. */
    private static int endOfLastNote(String tail) {
        int signature = tail.lastIndexOf(END_OF_NOTE + SIGNATURE);
        while (signature >= 0) {
            int end = tail.indexOf(END_OF_NOTE, signature + END_OF_NOTE.length());
            if (end >= 0) {
                return end + END_OF_NOTE.length();
            }
            signature = tail.lastIndexOf(END_OF_NOTE + SIGNATURE, signature - 1);
        }
        return -1;
    }

    private @Nullable Checkpoint lastOf(String tail) {
        try {
            // The note before it ends with an empty line too, but that may be further back than the tail goes.
            int before = tail.lastIndexOf(END_OF_NOTE, tail.lastIndexOf(END_OF_NOTE + SIGNATURE) - 1);
            List<SignedNote> notes = SignedNote.parseAll(before < 0 ? tail : tail.substring(before + 2));
            return notes.isEmpty() ? null : Checkpoint.parse(notes.getLast().text());
        } catch (IllegalArgumentException e) {
            LOG.warn("The last checkpoint in {} cannot be read", file);
            return null;
        }
    }
}
