package dev.litevps.api.security;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The framework's way to its filters, with a shorter one for plain requests. Strict as it is, the framework's firewall could
 * not object to them: a usual method, and nothing in path, query and headers but printable ASCII without any character that
 * has a meaning of its own. They go to the one filter at once; all others as the framework leads them, and what the firewall
 * lets pass is wrapped in what looks at each header anew whenever it is read.
 */
final class DirectFilterChainProxy extends WebFilterChainProxy {

    private static final String PLAIN_IN_PATHS = "/-_~.";
    private static final String PLAIN_IN_QUERIES = "/-_~.=&,:+";

    private final WebFilter only;

    DirectFilterChainProxy(WebFilter only) {
        super(new MatcherSecurityWebFilterChain(ServerWebExchangeMatchers.anyExchange(), List.of(only)));
        this.only = only;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return isPlain(exchange.getRequest()) ? only.filter(exchange, chain) : super.filter(exchange, chain);
    }

    private static boolean isPlain(ServerHttpRequest request) {
        return isUsual(request.getMethod())
                && isPlainPath(request.getPath().value())
                && isPlainPath(request.getURI().getRawPath())
                && isPlainQuery(request.getURI().getRawQuery())
                && hasPlainHeaders(request);
    }

    private static boolean isUsual(HttpMethod method) {
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.POST)
                || method.equals(HttpMethod.PUT)
                || method.equals(HttpMethod.DELETE);
    }

    /** No segment is empty or begins with a dot. */
    private static boolean isPlainPath(String path) {
        char before = 'x';
        for (int index = 0; index < path.length(); index++) {
            char letter = path.charAt(index);
            if (!isPlain(letter, PLAIN_IN_PATHS) || (before == '/' && (letter == '/' || letter == '.'))) {
                return false;
            }
            before = letter;
        }
        return true;
    }

    private static boolean isPlainQuery(@Nullable String query) {
        return query == null || query.chars().allMatch(letter -> isPlain((char) letter, PLAIN_IN_QUERIES));
    }

    private static boolean isPlain(char letter, String others) {
        return (letter >= 'a' && letter <= 'z')
                || (letter >= '0' && letter <= '9')
                || (letter >= 'A' && letter <= 'Z')
                || others.indexOf(letter) >= 0;
    }

    /** As the server has them: another view of them costs more than to look at them. */
    private static boolean hasPlainHeaders(ServerHttpRequest request) {
        if (!(ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest received)) {
            return false;
        }
        for (Iterator<Map.Entry<CharSequence, CharSequence>> headers =
                        received.requestHeaders().iteratorCharSequence();
                headers.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            if (!isPrintable(header.getKey()) || !isPrintable(header.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(CharSequence text) {
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if (letter < ' ' || letter > '~') {
                return false;
            }
        }
        return true;
    }
}
