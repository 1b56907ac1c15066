package dev.litevps.cli;

import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store in files, as {@code audit export} writes it.
 *
 * @param eventFile a line for each
 * @param noteFile the checkpoints
 * @param hashFile the sealed hashes, a line for each; null if there is no such file
 */
record ExportedSeals(
        Path eventFile, Path noteFile, @Nullable Path hashFile) implements SealSource {

    @Override
    public List<SignedNote> checkpoints() {
        return notes(noteFile);
    }

    @Override
    public List<SealKey> keys() {
        return List.of();
    }

    @Override
    public @Nullable InputStream leaves() {
        return hashFile == null ? null : open(hashFile);
    }

    @Override
    public InputStream events() {
        return open(eventFile);
    }

    @Override
    public void close() {}

    /** All notes of a file. */
    static List<SignedNote> notes(Path file) {
        try {
            List<SignedNote> notes = SignedNote.parseAll(Files.readString(file));
            if (notes.isEmpty()) {
                throw new CommandFailure(ExitStatus.FAILED, "There is no checkpoint in " + file + ".");
            }
            return notes;
        } catch (IOException unreadable) {
            throw unreadable(file);
        } catch (IllegalArgumentException broken) {
            throw new CommandFailure(
                    ExitStatus.TAMPERED, "There is something else than checkpoints in " + file + ", or a damaged one.");
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException unreadable) {
            throw unreadable(file);
        }
    }

    static CommandFailure unreadable(Path file) {
        return new CommandFailure(ExitStatus.FAILED, "The file " + file + " cannot be read.");
    }
}
