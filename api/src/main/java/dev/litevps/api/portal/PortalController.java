package dev.litevps.api.portal;

import dev.litevps.api.account.PasswordRules;
import dev.litevps.api.captcha.TurnstileProperties;
import dev.litevps.api.discovery.Routes;
import dev.litevps.api.web.PublicUrl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages of the portal. They hold nothing of anybody: their scripts ask the API for it, with the session of the tab. */
@RestController
class PortalController {

    private static final String CHALLENGES = "https://challenges.cloudflare.com";
    private static final String CHALLENGE_SCRIPT = "/turnstile/v0/api.js";

    private static final List<Link> LINKS = List.of(
            new Link("/docs", "The API", "Every endpoint, to read and to try."),
            new Link("/openapi.json", "OpenAPI description", "For generators of clients."),
            new Link("/llms.txt", "Guide for agents", "How to begin, on one page of plain text."),
            new Link("/.well-known/agent.json", "Capabilities", "What this server can do, and within which limits."));

    private final TurnstileProperties turnstile;
    private final PublicUrl publicUrl;
    private final Routes routes;

    PortalController(TurnstileProperties turnstile, PublicUrl publicUrl, Routes routes) {
        this.turnstile = turnstile;
        this.publicUrl = publicUrl;
        this.routes = routes;
    }

    /** Something to read, which a server may have. */
    private record Link(String path, String title, String about) {}

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> home() {
        Set<String> served = routes.all().stream().map(Routes.Route::toString).collect(Collectors.toSet());
        String links = LINKS.stream()
                .filter(link -> served.contains("GET " + link.path()))
                .map(link -> PortalTemplates.fill(
                        "<li><a href=\"{{path}}\">{{title}}</a><p>{{about}}</p></li>\n",
                        Map.of("path", link.path(), "title", link.title(), "about", link.about())))
                .collect(Collectors.joining());
        return page("/", "Virtual machines by the minute", "home.html", Map.of("links", links))
                .answer();
    }

    @GetMapping(path = "/register", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> register() {
        Map<String, String> values = Map.of("password_rules", PasswordRules.IN_WORDS, "challenge", challenge());
        PortalPage page =
                page("/register", "Create an account", "register.html", values).script("register.js");
        return turnstile.isReal()
                ? page.foreignScript(CHALLENGES, CHALLENGE_SCRIPT).answer()
                : page.answer();
    }

    @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> logIn() {
        return page("/login", "Log in", "login.html", Map.of())
                .script("login.js")
                .answer();
    }

    @GetMapping(path = "/tokens", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> tokens() {
        String baseUrl = publicUrl.of("").toString();
        return page("/tokens", "Access tokens", "tokens.html", Map.of("base_url", baseUrl))
                .script("tokens.js")
                .answer();
    }

    /** Without keys of its own the server has a box to tick, which needs no network and keeps nobody out. */
    private String challenge() {
        return turnstile.isReal()
                ? PortalTemplates.fill(
                        PortalTemplates.read("challenge.html"), Map.of("site_key", turnstile.widgetKey()))
                : PortalTemplates.fill(
                        PortalTemplates.read("challenge-standin.html"),
                        Map.of("dummy_token", TurnstileProperties.DUMMY_TOKEN));
    }

    private static PortalPage page(String path, String title, String file, Map<String, String> values) {
        return new PortalPage(path, title, PortalTemplates.fill(PortalTemplates.read(file), values));
    }
}
