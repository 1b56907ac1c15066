package dev.litevps.api.exec;

import java.util.ArrayList;
import java.util.List;

/** What the commands of one line of a shell script may read: here-documents, which follow it, and strings that are in it. */
final class HereDocuments {

    private final List<Announced> announced = new ArrayList<>();
    private List<String> strings = new ArrayList<>();

    private record Announced(String delimiter, boolean tabsStripped, boolean expanded) {}

    /**
     * What follows the line.
     *
     * @param expanded whether a shell expands substitutions in it
     * @param end where the script goes on
     */
    record Body(String text, boolean expanded, int end) {}

    /** Notes a here-document or a here-string, if the redirection operator begins one. */
    void begin(String operator, String word, boolean quoted) {
        if (operator.equals("<<") || operator.equals("<<-")) {
            announced.add(new Announced(word, operator.equals("<<-"), !quoted));
        } else if (operator.equals("<<<")) {
            addString(word);
        }
    }

    /** Notes what is read as a here-string is. */
    void addString(String text) {
        strings.add(text);
    }

    /** Those that were noted. */
    List<String> takeStrings() {
        List<String> taken = strings;
        strings = new ArrayList<>();
        return taken;
    }

    /** The bodies of those that were announced, in a script of which the next line begins at {@code from}. */
    List<Body> takeBodies(String script, int from) {
        List<Body> bodies = new ArrayList<>();
        int at = from;
        for (Announced document : announced) {
            Body body = body(document, script, at);
            bodies.add(body);
            at = body.end();
        }
        announced.clear();
        return bodies;
    }

    private static Body body(Announced document, String script, int from) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < script.length()) {
            int lineEnd = script.indexOf('\n', at);
            int next = lineEnd < 0 ? script.length() : lineEnd + 1;
            String line = script.substring(at, lineEnd < 0 ? next : lineEnd);
            String shown = document.tabsStripped ? line.replaceFirst("^\t+", "") : line;
            at = next;
            if (shown.equals(document.delimiter)) {
                break;
            }
            text.append(shown).append('\n');
        }
        return new Body(text.toString(), document.expanded, at);
    }
}
