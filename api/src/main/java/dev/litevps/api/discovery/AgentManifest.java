package dev.litevps.api.discovery;

import dev.litevps.api.limit.LimitProperties;
import dev.litevps.api.security.AccessTokenCredentials;
import dev.litevps.api.web.PublicUrl;
import dev.litevps.query.settings.SettingsQueries;
import dev.litevps.query.settings.SettingsRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What {@code agent.json} says, as of now. */
@Component
class AgentManifest {

    private static final int IDEMPOTENCY_HOURS = 24;
    private static final int LARGEST_BODY_BYTES = 256 * 1024;

    /** What each feature is reached by. */
    private static final Map<String, String> FEATURES = features();

    /** Pages and documents that a server may have. */
    private static final Map<String, String> PAGES = Map.of(
            "openapi",
            "/openapi.json",
            "docs",
            "/docs",
            "register",
            "/register",
            "jwks",
            "/.well-known/jwks.json",
            "llms",
            "/llms.txt",
            "health",
            "/health");

    private final Routes routes;
    private final SettingsQueries settings;
    private final LimitProperties rates;
    private final PublicUrl publicUrl;

    AgentManifest(Routes routes, SettingsQueries settings, LimitProperties rates, PublicUrl publicUrl) {
        this.routes = routes;
        this.settings = settings;
        this.rates = rates;
        this.publicUrl = publicUrl;
    }

    /**
     * What an agent has to know.
     *
     * @param features what can be done, each with the request that does it
     * @param links absolute addresses of what else there is to read
     */
    record Manifest(
            String name,
            String description,
            String baseUrl,
            List<Feature> features,
            List<AuthMethod> authentication,
            Map<String, Object> limits,
            List<String> vpsStates,
            Map<String, String> links) {}

    record Feature(String name, String method, String path) {}

    record AuthMethod(String type, String header, String obtain) {}

    Mono<Manifest> current() {
        return settings.current().map(this::manifest);
    }

    private Manifest manifest(SettingsRow current) {
        Set<String> served = routes.all().stream().map(Routes.Route::toString).collect(Collectors.toSet());
        List<Feature> features = FEATURES.entrySet().stream()
                .filter(feature -> served.contains(feature.getValue()))
                .map(feature -> feature(feature.getKey(), feature.getValue()))
                .toList();
        return new Manifest(
                "LiteVPS",
                "Small virtual machines by the minute, for people and for agents",
                publicUrl.of("/api").toString(),
                features,
                List.of(
                        new AuthMethod(
                                "jwt", "Authorization: Bearer <token>", "POST /api/auth/login; valid for 24 hours"),
                        new AuthMethod(
                                "access_token",
                                "Authorization: Bearer vtk_<token>",
                                "POST /api/tokens; until revoked")),
                limits(current),
                List.of("creating", "running", "stopped", "error"),
                links(served));
    }

    private static Feature feature(String name, String route) {
        int space = route.indexOf(' ');
        return new Feature(name, route.substring(0, space), route.substring(space + 1));
    }

    private Map<String, Object> limits(SettingsRow current) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("max_exec_timeout_seconds", current.maxExecTimeoutSeconds());
        limits.put("max_batch_size", current.maxBatchSize());
        limits.put("max_snapshots_per_vps", current.maxSnapshotsPerVps());
        limits.put("blocked_commands", current.blockedCommands());
        limits.put("max_access_tokens", AccessTokenCredentials.MAX_TOKENS);
        limits.put("max_json_body_bytes", LARGEST_BODY_BYTES);
        limits.put("idempotency_key_hours", IDEMPOTENCY_HOURS);
        limits.put("requests_per_minute", rates.requestsPerMinute());
        limits.put("logins_per_minute", rates.loginPerMinute());
        limits.put("registrations_per_minute", rates.loginPerMinute());
        return limits;
    }

    private Map<String, String> links(Set<String> served) {
        Map<String, String> links = new LinkedHashMap<>();
        PAGES.entrySet().stream()
                .filter(page -> served.contains("GET " + page.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(page ->
                        links.put(page.getKey(), publicUrl.of(page.getValue()).toString()));
        return links;
    }

    private static Map<String, String> features() {
        Map<String, String> features = new LinkedHashMap<>();
        features.put("create_vps", "POST /api/vps");
        features.put("templates", "GET /api/templates");
        features.put("batch", "POST /api/vps/batch");
        features.put("exec", "POST /api/vps/{id}/exec");
        features.put("batch_exec", "POST /api/vps/batch/exec");
        features.put("background_jobs", "GET /api/vps/{id}/jobs");
        features.put("file_upload", "PUT /api/vps/{id}/files");
        features.put("file_download", "GET /api/vps/{id}/files");
        features.put("snapshots", "POST /api/vps/{id}/snapshots");
        features.put("access_tokens", "POST /api/tokens");
        features.put("top_up", "POST /api/billing/add-funds");
        features.put("forecast", "GET /api/billing/forecast");
        return features;
    }
}
