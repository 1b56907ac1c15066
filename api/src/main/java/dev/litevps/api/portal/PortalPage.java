package dev.litevps.api.portal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page of the portal, the same for everybody. A browser may load nothing for it but the portal's own files and, where that
 * is set up, the challenge; and its scripts may speak to nobody but this server.
 */
final class PortalPage {

    private static final String LAYOUT = PortalTemplates.read("layout.html");
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final String OWN_FILES_ONLY = "default-src 'none'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ";

    /** Nothing on these pages makes HTML out of text, and no browser that knows of this lets it. */
    private static final String OWN_SCRIPTS =
            OWN_FILES_ONLY + "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String WITHOUT_SCRIPTS =
            "<noscript><p class=\"notice warning\">This page needs JavaScript. Without it, use the API:"
                    + " <a href=\"/llms.txt\">how to begin</a>.</p></noscript>\n";

    private static final Map<String, String> LINKS = links();

    private final String path;
    private final String title;
    private final String content;
    private final StringBuilder scripts = new StringBuilder();
    private String contentSecurityPolicy = OWN_SCRIPTS;

    /** @param content HTML */
    PortalPage(String path, String title, String content) {
        this.path = path;
        this.title = title;
        this.content = content;
    }

    /** Loads a module of the portal. */
    PortalPage script(String file) {
        scripts.append("<script type=\"module\" src=\"/portal/").append(file).append("\"></script>\n");
        return this;
    }

    /** Loads a script from elsewhere, which may show frames from there. */
    PortalPage foreignScript(String origin, String scriptPath) {
        scripts.append("<script src=\"").append(origin).append(scriptPath).append("\" async defer></script>\n");
        contentSecurityPolicy = OWN_FILES_ONLY + "script-src 'self' " + origin + "; frame-src " + origin;
        return this;
    }

    ResponseEntity<String> answer() {
        return ResponseEntity.ok()
                .contentType(HTML)
                // Nor is it kept for going back to, with what was typed or shown on it.
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", contentSecurityPolicy)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "same-origin")
                .body(PortalTemplates.fill(
                        LAYOUT,
                        Map.of(
                                "title",
                                title,
                                "scripts",
                                scripts.toString(),
                                "navigation",
                                navigation(),
                                "without_scripts",
                                scripts.isEmpty() ? "" : WITHOUT_SCRIPTS,
                                "content",
                                content)));
    }

    private String navigation() {
        StringBuilder links = new StringBuilder();
        LINKS.forEach((target, name) -> links.append("<a href=\"%s\"%s>%s</a>\n"
                .formatted(target, target.equals(path) ? " aria-current=\"page\"" : "", name)));
        return links.toString();
    }

    private static Map<String, String> links() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("/register", "Register");
        links.put("/login", "Log in");
        links.put("/tokens", "Access tokens");
        return links;
    }
}
