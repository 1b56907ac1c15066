package dev.litevps.api.exec;

import java.util.ArrayList;
import java.util.List;

/** The here-documents that a line of a shell script announces, and that follow it. */
final class HereDocuments {

    private final List<Announced> announced = new ArrayList<>();

    private record Announced(String delimiter, boolean tabsStripped, boolean expanded) {}

    /**
     * What follows the line.
     *
     * @param expanded whether a shell expands substitutions in it
     * @param end where the script goes on
     */
    record Body(String text, boolean expanded, int end) {}

    /** Notes a here-document, if the redirection operator begins one. */
    void begin(String operator, String delimiter, boolean quoted) {
        if (operator.equals("<<") || operator.equals("<<-")) {
            announced.add(new Announced(delimiter, operator.equals("<<-"), !quoted));
        }
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
