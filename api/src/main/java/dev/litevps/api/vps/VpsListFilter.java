package dev.litevps.api.vps;

import dev.litevps.api.web.ApiException;
import dev.litevps.command.vps.Labels;
import dev.litevps.query.vps.VpsFilter;
import dev.litevps.query.vps.VpsState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of {@code GET /api/vps?state=running&name=web-1&template=small&label=env:prod&label=tier:db}. */
final class VpsListFilter {

    private VpsListFilter() {}

    /** {@link ApiException} 400 if a parameter is none. */
    static VpsFilter of(MultiValueMap<String, String> parameters) {
        List<String> labels = Objects.requireNonNullElse(parameters.get("label"), List.of());
        if (labels.size() > Labels.MOST || labels.stream().anyMatch(label -> label == null || label.indexOf(':') < 1)) {
            throw ApiException.badRequest(
                    "invalid_label", "label must be key:value, at most %d times".formatted(Labels.MOST));
        }
        return new VpsFilter(
                state(parameters.getFirst("state")),
                text(parameters.getFirst("name"), "name"),
                text(parameters.getFirst("template"), "template"),
                labels.stream()
                        .map(label -> text(label, "label"))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static @Nullable VpsState state(@Nullable String code) {
        return switch (code) {
            case null -> null;
            case "creating", "running", "stopped", "error" -> VpsState.of(code);
            default ->
                throw ApiException.badRequest("invalid_state", "state must be creating, running, stopped or error");
        };
    }

    /** No text of the database has a NUL, and it takes none. */
    private static @Nullable String text(@Nullable String value, String parameter) {
        if (value != null && value.indexOf('\0') >= 0) {
            throw ApiException.badRequest("invalid_" + parameter, parameter + " must be text");
        }
        return value;
    }
}
