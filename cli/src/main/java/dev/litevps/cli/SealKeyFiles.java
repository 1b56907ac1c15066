package dev.litevps.cli;

import dev.litevps.events.seal.SealKey;
import dev.litevps.events.seal.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Public keys in files: in PEM, or as verifier keys, one in a line; several of them if keys have changed. */
final class SealKeyFiles {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----", Pattern.DOTALL);

    private SealKeyFiles() {}

    /** The keys of the files. What is in PEM has no name: it is taken for the key of the stores that have signed the notes. */
    static List<SealKey> read(List<Path> files, List<SignedNote> notes) {
        List<String> names = notes.stream()
                .flatMap(note -> note.signatures().stream())
                .map(SignedNote.Signature::name)
                .distinct()
                .toList();
        return files.stream().flatMap(file -> read(file, names)).toList();
    }

    private static Stream<SealKey> read(Path file, List<String> names) {
        try {
            String text = Files.readString(file);
            List<SealKey> keys = new ArrayList<>();
            PEM.matcher(text)
                    .results()
                    .forEach(pem -> names.forEach(name -> keys.add(SealKey.ofPem(name, pem.group()))));
            PEM.matcher(text)
                    .replaceAll("")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> keys.add(SealKey.ofVerifierKey(line)));
            return keys.stream();
        } catch (IOException unreadable) {
            throw ExportedSeals.unreadable(file);
        } catch (IllegalArgumentException broken) {
            throw new CommandFailure(
                    ExitStatus.FAILED, "There is something else than public keys for Ed25519 in " + file + ".");
        }
    }
}
