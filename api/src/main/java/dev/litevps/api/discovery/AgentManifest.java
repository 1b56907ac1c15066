package dev.litevps.api.discovery;

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
    private final AgentLimits limits;
    private final PublicUrl publicUrl;

    AgentManifest(Routes routes, SettingsQueries settings, AgentLimits limits, PublicUrl publicUrl) {
        this.routes = routes;
        this.settings = settings;
        this.limits = limits;
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
            List<AgentFeatures.Feature> features,
            List<AuthMethod> authentication,
            Map<String, Object> limits,
            List<String> vpsStates,
            Map<String, String> links) {}

    record AuthMethod(String type, String header, String obtain) {}

    Mono<Manifest> current() {
        return settings.current().map(this::manifest);
    }

    private Manifest manifest(SettingsRow current) {
        Set<String> served = routes.all().stream().map(Routes.Route::toString).collect(Collectors.toSet());
        return new Manifest(
                "LiteVPS",
                "Small virtual machines by the minute, for people and for agents",
                publicUrl.of("/api").toString(),
                AgentFeatures.among(served),
                List.of(
                        new AuthMethod(
                                "jwt", "Authorization: Bearer <token>", "POST /api/auth/login; valid for 24 hours"),
                        new AuthMethod(
                                "access_token",
                                "Authorization: Bearer vtk_<token>",
                                "POST /api/tokens; until revoked")),
                limits.under(current),
                List.of("creating", "running", "stopped", "error"),
                links(served));
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
}
