package dev.litevps.host.simulated.shell;

import java.util.ArrayList;
import java.util.List;

/** Gathers parts and joins neighbouring text. */
final class WordBuilder {
    private final List<Word.Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean textQuoted;
    private boolean textOpen;

    void text(char c, boolean quoted) {
        if (textOpen && textQuoted != quoted) {
            flush();
        }
        textOpen = true;
        textQuoted = quoted;
        text.append(c);
    }

    /** Quotes begin: even if nothing is between them, there is a word. */
    void quotes() {
        flush();
        textOpen = true;
        textQuoted = true;
    }

    void add(Word.Part part) {
        flush();
        parts.add(part);
    }

    private void flush() {
        if (textOpen) {
            parts.add(new Word.Literal(text.toString(), textQuoted));
            text.setLength(0);
            textOpen = false;
        }
    }

    boolean isEmpty() {
        return parts.isEmpty() && !textOpen;
    }

    Word word() {
        flush();
        return new Word(parts);
    }
}
