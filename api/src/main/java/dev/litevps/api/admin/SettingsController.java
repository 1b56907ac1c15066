package dev.litevps.api.admin;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.Commands;
import dev.litevps.command.settings.SettingsCommand.ChangeSettings;
import dev.litevps.query.settings.SettingsQueries;
import dev.litevps.query.settings.SettingsRow;
import dev.litevps.query.settings.VersionedSettings;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code /api/admin/settings}. */
@RestController
@RequestMapping("/api/admin/settings")
class SettingsController {

    private final SettingsQueries queries;
    private final Commands commands;
    private final Clock clock;

    SettingsController(SettingsQueries queries, Commands commands, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * Some of the settings; what is left out stays.
     *
     * @param version refuses the change with 409 unless the settings still have it
     */
    record SettingsRequest(
            @Nullable Integer maxExecTimeoutSeconds,
            @Nullable Integer maxBatchSize,
            @Nullable Integer maxSnapshotsPerVps,
            @Nullable List<@Nullable String> blockedCommands,
            @Nullable Long version) {}

    record SettingsResponse(
            int maxExecTimeoutSeconds,
            int maxBatchSize,
            int maxSnapshotsPerVps,
            List<String> blockedCommands,
            long version) {

        static SettingsResponse of(VersionedSettings shown) {
            SettingsRow settings = shown.settings();
            return new SettingsResponse(
                    settings.maxExecTimeoutSeconds(),
                    settings.maxBatchSize(),
                    settings.maxSnapshotsPerVps(),
                    settings.blockedCommands(),
                    shown.version());
        }
    }

    @GetMapping
    Mono<SettingsResponse> get() {
        return queries.versioned().map(SettingsResponse::of);
    }

    @PutMapping
    Mono<SettingsResponse> change(
            @RequestBody SettingsRequest request, @AuthenticationPrincipal Caller caller, ServerWebExchange exchange) {
        ChangeSettings command = new ChangeSettings(
                request.maxExecTimeoutSeconds(),
                request.maxBatchSize(),
                request.maxSnapshotsPerVps(),
                blockedCommands(request.blockedCommands()),
                request.version(),
                clock.instant());
        return commands.send(command, caller, exchange).then(Mono.defer(this::get));
    }

    private static @Nullable List<String> blockedCommands(@Nullable List<@Nullable String> commands) {
        if (commands == null) {
            return null;
        }
        if (commands.stream().anyMatch(Objects::isNull)) {
            throw ApiException.badRequest("invalid_value", "each of blocked_commands is a string");
        }
        return commands.stream().map(Objects::requireNonNull).toList();
    }
}
