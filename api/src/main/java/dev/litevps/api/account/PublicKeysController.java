package dev.litevps.api.account;

import dev.litevps.api.security.SessionTokens;
import dev.litevps.api.web.PublicDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/** {@code GET /.well-known/jwks.json}: the keys by which anybody can verify session tokens for themselves. */
@RestController
class PublicKeysController {

    /** A key is published for an hour before it signs, so whoever asks as often as this always knows it in time. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final SessionTokens tokens;

    PublicKeysController(SessionTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<byte[]> keys(ServerWebExchange exchange) {
        byte[] body = tokens.publicKeys().getBytes(StandardCharsets.UTF_8);
        return new PublicDocument(body, MediaType.APPLICATION_JSON, FRESH).answer(exchange);
    }
}
