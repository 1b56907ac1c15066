package dev.litevps.api.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may ask for what: the first rule that fits a request decides. Paths are matched as requests are routed. */
final class AccessRules {

    private static final List<Rule> RULES = List.of(
            rule(HttpMethod.POST, "/api/auth/login", Access.PUBLIC),
            rule(HttpMethod.POST, "/api/auth/register", Access.PUBLIC),
            rule(HttpMethod.POST, "/api/billing/stripe/webhook", Access.PUBLIC),
            rule(HttpMethod.GET, "/api/pricing", Access.PUBLIC),
            rule(null, "/api/admin/**", Access.OPERATOR),
            rule(null, "/api/audit/**", Access.AUDITOR),
            rule(null, "/api/support/**", Access.SUPPORT),
            rule(null, "/api/**", Access.ACCOUNT),
            rule(null, "/checkout/**", Access.PUBLIC),
            rule(HttpMethod.GET, "/health", Access.PUBLIC),
            rule(HttpMethod.GET, "/health/ready", Access.PUBLIC),
            rule(HttpMethod.GET, "/.well-known/agent.json", Access.PUBLIC),
            rule(HttpMethod.GET, "/.well-known/jwks.json", Access.PUBLIC),
            rule(HttpMethod.GET, "/llms.txt", Access.PUBLIC),
            rule(HttpMethod.GET, "/openapi.json", Access.PUBLIC),
            rule(HttpMethod.GET, "/docs", Access.PUBLIC),
            rule(HttpMethod.GET, "/webjars/**", Access.PUBLIC),
            rule(HttpMethod.GET, "/outbox", Access.PUBLIC),
            rule(HttpMethod.GET, "/", Access.PUBLIC),
            rule(HttpMethod.GET, "/register", Access.PUBLIC),
            rule(HttpMethod.GET, "/login", Access.PUBLIC),
            rule(HttpMethod.GET, "/tokens", Access.PUBLIC),
            rule(HttpMethod.GET, "/portal/*", Access.PUBLIC),
            rule(null, "/metrics", Access.OPERATOR));

    private AccessRules() {}

    private record Rule(@Nullable HttpMethod method, PathPattern path, Access access) {

        private boolean fits(@Nullable HttpMethod asked, PathContainer askedFor) {
            return (method == null || method.equals(asked)) && path.matches(askedFor);
        }
    }

    /** Who may ask this. There is nothing outside the rules: whoever asks gets an honest 404. */
    static Access of(ServerHttpRequest request) {
        // Whoever may read may ask what reading would answer.
        HttpMethod method = request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
        PathContainer path = request.getPath().pathWithinApplication();
        for (Rule rule : RULES) {
            if (rule.fits(method, path)) {
                return rule.access();
            }
        }
        return Access.OPEN;
    }

    private static Rule rule(@Nullable HttpMethod method, String path, Access access) {
        return new Rule(method, PathPatternParser.defaultInstance.parse(path), access);
    }
}
