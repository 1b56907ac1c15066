package dev.litevps.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies lines to a file as they are, and counts them. */
final class LineCopy {

    private static final int AT_ONCE = 1 << 16;

    private LineCopy() {}

    /** How many they are. The bar shows how many there are so far, and is taken away at the end. */
    static long copy(InputStream content, Path file, ProgressBar bar) throws IOException {
        byte[] buffer = new byte[AT_ONCE];
        long count = 0;
        try (content;
                OutputStream out = Files.newOutputStream(file)) {
            for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                out.write(buffer, 0, length);
                count += linesIn(buffer, length);
                bar.at(count);
            }
        } finally {
            bar.end();
        }
        return count;
    }

    private static int linesIn(byte[] bytes, int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
