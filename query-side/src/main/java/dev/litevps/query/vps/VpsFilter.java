package dev.litevps.query.vps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which VPSes of an account are asked for: those of which all of it is true.
 *
 * @param state null if any
 * @param name null if any
 * @param template the slug with which it was asked for; null if any or none
 * @param labels each {@code key:value}
 */
public record VpsFilter(
        @Nullable VpsState state,
        @Nullable String name,
        @Nullable String template,
        List<String> labels) {

    /** All of them. */
    public static final VpsFilter ALL = new VpsFilter(null, null, null, List.of());

    public VpsFilter {
        labels = List.copyOf(labels);
    }

    String condition() {
        return (state == null ? "" : " and state = :state")
                + (name == null ? "" : " and name = :name")
                + (template == null ? "" : " and template = :template")
                + (labels.isEmpty() ? "" : " and labels @> cast(:labels as text[])");
    }
}
