package dev.litevps.host.simulated.shell;

import java.util.List;

/** The text between {@code <<END} and {@code END}: read by the parser only after the rest of the line. */
final class HereDocument {

    private final String delimiter;
    private final boolean expanded;
    private final boolean tabsStripped;
    private Word body = new Word(List.of());

    HereDocument(String delimiter, boolean expanded, boolean tabsStripped) {
        this.delimiter = delimiter;
        this.expanded = expanded;
        this.tabsStripped = tabsStripped;
    }

    String delimiter() {
        return delimiter;
    }

    /** Whether {@code $} and backquotes in it mean something: not if any part of the delimiter was quoted. */
    boolean isExpanded() {
        return expanded;
    }

    boolean areTabsStripped() {
        return tabsStripped;
    }

    Word body() {
        return body;
    }

    void read(Word text) {
        body = text;
    }
}
