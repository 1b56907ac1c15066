package dev.litevps.api.security;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What every answer tells browsers: not to keep it, to guess nothing of it, and to show it in no other page. Whatever
 * an endpoint says for itself stays.
 */
final class SecurityHeaders {

    private static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";
    private static final String FRAME_OPTIONS = "X-Frame-Options";
    private static final String REFERRER_POLICY = "Referrer-Policy";
    private static final String TRANSPORT_SECURITY = "Strict-Transport-Security";
    private static final String XSS_PROTECTION = "X-XSS-Protection";

    private SecurityHeaders() {}

    /** Adds them to the answer when it is sent. */
    static void addTo(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        boolean encrypted = request.getSslInfo() != null;
        response.beforeCommit(() -> {
            write(response, encrypted);
            return Mono.empty();
        });
    }

    private static void write(ServerHttpResponse response, boolean encrypted) {
        HttpHeaders headers = response.getHeaders();
        if (response.getStatusCode() != HttpStatus.NOT_MODIFIED
                && !headers.containsHeader(HttpHeaders.CACHE_CONTROL)
                && !headers.containsHeader(HttpHeaders.PRAGMA)
                && !headers.containsHeader(HttpHeaders.EXPIRES)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate");
            headers.set(HttpHeaders.PRAGMA, "no-cache");
            headers.set(HttpHeaders.EXPIRES, "0");
        }
        setUnlessSet(headers, CONTENT_TYPE_OPTIONS, "nosniff");
        setUnlessSet(headers, FRAME_OPTIONS, "DENY");
        // The filter of old browsers that it switches off made holes of its own.
        setUnlessSet(headers, XSS_PROTECTION, "0");
        setUnlessSet(headers, REFERRER_POLICY, "no-referrer");
        if (encrypted) {
            setUnlessSet(headers, TRANSPORT_SECURITY, "max-age=31536000 ; includeSubDomains");
        }
    }

    private static void setUnlessSet(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }
}
