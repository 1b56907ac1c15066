package dev.litevps.query.vps;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How labels are stored: each as {@code key:value}; a key has no colon. */
final class VpsLabels {

    private VpsLabels() {}

    static String[] stored(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + ":" + label.getValue())
                .toArray(String[]::new);
    }

    static Map<String, String> read(String[] stored) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (String label : stored) {
            int colon = label.indexOf(':');
            labels.put(label.substring(0, colon), label.substring(colon + 1));
        }
        return Collections.unmodifiableMap(labels);
    }
}
