package dev.litevps.api.exec;

import java.util.HashMap;
import java.util.Map;

/**
 * Which scripts within a script were read already, so that none is read again for nothing: a script can be found in many ways, and
 * what is in it in as many again.
 */
final class ReadScripts {

    static final String TOO_MANY = "a script with so many others in it";

    /** So many characters of scripts are read for one command, which has far fewer. */
    private static final long MOST_CHARACTERS = 4L * 1024 * 1024;

    private final Map<String, Integer> depths = new HashMap<>();
    private long characters;

    /** Whether there is something to be found in it: it was not read before, or deeper down, where less of it was looked into. */
    boolean isNew(String script, int depth) {
        Integer before = depths.get(script);
        if (areTooMany() || (before != null && before <= depth)) {
            return false;
        }
        depths.put(script, depth);
        characters += script.length();
        return true;
    }

    boolean areTooMany() {
        return characters > MOST_CHARACTERS;
    }
}
