package dev.litevps.api.replay;

import dev.litevps.api.replay.ViewPositions.Position;
import dev.litevps.api.web.Commands;
import dev.litevps.query.view.View;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /api/support/views}: how the views follow the events. */
@RestController
class ViewController {

    private final ViewPositions positions;
    private final ViewTrends trends;
    private final ViewErrors errors;
    private final Commands commands;

    ViewController(ViewPositions positions, ViewTrends trends, ViewErrors errors, Commands commands) {
        this.positions = positions;
        this.trends = trends;
        this.errors = errors;
        this.commands = commands;
    }

    /**
     * How far a view has come.
     *
     * @param behindSeconds how old the oldest event is that it does not show
     * @param errors what it was stopped by within the last seconds, on whatever node; it tries again by itself
     * @param putAside of how many aggregates events were put aside
     */
    record ViewResponse(
            String name,
            List<String> tables,
            long position,
            long head,
            long behindEvents,
            long behindSeconds,
            String trend,
            int segments,
            List<String> errors,
            long putAside) {}

    @GetMapping("/api/support/views")
    Mono<List<ViewResponse>> list() {
        return commands.blocking(() -> {
            Map<View, Position> now = positions.now();
            return Arrays.stream(View.values())
                    .map(view -> now.getOrDefault(view, new Position(view, 0, -1, -1, null, 0)))
                    .map(this::shown)
                    .toList();
        });
    }

    private ViewResponse shown(Position position) {
        View view = position.view();
        return new ViewResponse(
                view.group(),
                view.tables(),
                position.position(),
                position.head(),
                position.lag(),
                Objects.requireNonNullElse(position.behind(), Duration.ZERO).toSeconds(),
                trends.of(position).name().toLowerCase(Locale.ROOT),
                position.segments(),
                errors.of(view),
                position.putAside());
    }
}
