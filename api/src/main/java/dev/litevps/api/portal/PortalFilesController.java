package dev.litevps.api.portal;

import dev.litevps.api.web.PublicDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** {@code GET /portal/:file}: the scripts and the style of the pages, and nothing else. */
@RestController
class PortalFilesController {

    /** So soon after an update everybody has the files that belong together. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    private static final List<String> NAMES =
            List.of("portal.css", "icon.svg", "api.js", "form.js", "register.js", "login.js", "tokens.js");

    private final Map<String, PublicDocument> files =
            NAMES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), PortalFilesController::read));

    @GetMapping("/portal/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file, ServerWebExchange exchange) {
        PublicDocument found = files.get(file);
        if (found == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return found.answer(exchange);
    }

    private static PublicDocument read(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        MediaType type =
                new MediaType(MediaType.parseMediaType(String.valueOf(TYPES.get(extension))), StandardCharsets.UTF_8);
        return new PublicDocument(PortalTemplates.read(name).getBytes(StandardCharsets.UTF_8), type, FRESH);
    }
}
