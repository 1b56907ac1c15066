package dev.litevps.api.mail;

import dev.litevps.api.platform.DemoMode;
import dev.litevps.api.web.Commands;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * {@code GET /outbox}: what would have been sent, for whoever tries the server out on their own computer. It has
 * everybody's e-mails on it and asks for no password; so it is there only where the demo account is, whose password
 * everybody knows, and only for a browser on the same computer.
 */
@RestController
class OutboxController {

    private static final int SHOWN = 200;

    /**
     * The names under which a browser can mean its own computer. Under any other, somebody else's page may have had its
     * name changed to point here (DNS rebinding).
     */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** What a proxy adds to a request that came to it from elsewhere. */
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For");

    private final Outbox outbox;
    private final Commands commands;
    private final boolean there;

    OutboxController(Outbox outbox, Mailer mailer, DemoMode demoMode, Commands commands) {
        this.outbox = outbox;
        this.commands = commands;
        this.there = demoMode.isOn() && !mailer.deliversMail();
    }

    @GetMapping(path = "/outbox", produces = MediaType.TEXT_HTML_VALUE)
    Mono<ResponseEntity<String>> show(ServerHttpRequest request) {
        if (!there || !isFromThisComputer(request)) {
            return Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        return commands.blocking(() -> OutboxPage.of(outbox.newest(SHOWN))).map(page -> ResponseEntity.ok()
                .header("Content-Security-Policy", OutboxPage.CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .body(page));
    }

    private static boolean isFromThisComputer(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return isLoopback(request.getURI().getHost()) && FORWARDED.stream().noneMatch(headers::containsHeader);
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && LOOPBACK.contains(host);
    }
}
