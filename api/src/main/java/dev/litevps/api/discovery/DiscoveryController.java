package dev.litevps.api.discovery;

import dev.litevps.api.web.PublicDocument;
import dev.litevps.api.web.PublicUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code /.well-known/agent.json} and {@code /llms.txt}: public, and the same for everybody. */
@RestController
class DiscoveryController {

    /** An operator's new limits are seen within this. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final MediaType MARKDOWN = new MediaType("text", "markdown", StandardCharsets.UTF_8);

    private final AgentManifest manifest;
    private final Routes routes;
    private final PublicUrl publicUrl;
    private final JsonMapper json;
    private final String guide;

    DiscoveryController(AgentManifest manifest, Routes routes, PublicUrl publicUrl, JsonMapper json)
            throws IOException {
        this.manifest = manifest;
        this.routes = routes;
        this.publicUrl = publicUrl;
        this.json = json;
        this.guide = new ClassPathResource("discovery/llms.md").getContentAsString(StandardCharsets.UTF_8);
    }

    @GetMapping("/.well-known/agent.json")
    Mono<ResponseEntity<byte[]>> agent(ServerWebExchange exchange) {
        return manifest.current()
                .map(current -> new PublicDocument(json.writeValueAsBytes(current), MediaType.APPLICATION_JSON, FRESH)
                        .answer(exchange));
    }

    @GetMapping("/llms.txt")
    Mono<ResponseEntity<byte[]>> llms(ServerWebExchange exchange) {
        String all = routes.all().stream()
                .filter(route ->
                        route.path().startsWith("/api/") && !route.path().startsWith("/api/admin"))
                .map(route -> "- `" + route + "`")
                .collect(Collectors.joining("\n"));
        String text = guide.replace("{base_url}", publicUrl.of("").toString()).replace("{routes}", all);
        PublicDocument document = new PublicDocument(text.getBytes(StandardCharsets.UTF_8), MARKDOWN, FRESH);
        return Mono.fromSupplier(() -> document.answer(exchange));
    }
}
