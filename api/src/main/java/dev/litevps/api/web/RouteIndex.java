package dev.litevps.api.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the method that answers a request as the framework does, but looks only at those whose fixed words stand in the path,
 * where the framework tries more than a hundred patterns one by one. If that finds none, or several, the framework decides.
 */
final class RouteIndex extends RequestMappingHandlerMapping {

    private final Map<Integer, List<Candidate>> byLength = new HashMap<>();
    private final List<Candidate> ofAnyLength = new ArrayList<>();

    private record Match(RequestMappingInfo route, HandlerMethod method) {}

    /** A route, and what each part of a path must be; null where anything may stand. */
    private record Candidate(RequestMappingInfo route, HandlerMethod method, List<@Nullable String> words) {

        private boolean fits(List<Element> path) {
            for (int index = 0; index < words.size(); index++) {
                String word = words.get(index);
                if (word != null && !word.equals(text(path.get(index)))) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        getHandlerMethods().forEach((route, method) -> {
            for (PathPattern pattern : route.getPatternsCondition().getPatterns()) {
                add(route, method, pattern);
            }
        });
    }

    private void add(RequestMappingInfo route, HandlerMethod method, PathPattern pattern) {
        String text = pattern.getPatternString();
        if (text.contains("**") || text.contains("{*")) {
            ofAnyLength.add(new Candidate(route, method, List.of()));
            return;
        }
        List<Element> parts = PathContainer.parsePath(text).elements();
        List<@Nullable String> words = new ArrayList<>();
        for (Element part : parts) {
            words.add(part.value().matches(".*[{*?].*") ? null : text(part));
        }
        byLength.computeIfAbsent(parts.size(), _ -> new ArrayList<>()).add(new Candidate(route, method, words));
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(ServerWebExchange exchange) throws Exception {
        ServerHttpRequest request = exchange.getRequest();
        Match match = CorsUtils.isPreFlightRequest(request) ? null : onlyMatch(exchange);
        if (match == null) {
            return super.lookupHandlerMethod(exchange);
        }
        handleMatch(match.route(), match.method(), exchange);
        exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, match.method());
        return match.method();
    }

    private @Nullable Match onlyMatch(ServerWebExchange exchange) {
        List<Element> path =
                exchange.getRequest().getPath().pathWithinApplication().elements();
        Match only = null;
        for (List<Candidate> candidates : List.of(byLength.getOrDefault(path.size(), List.of()), ofAnyLength)) {
            for (Candidate candidate : candidates) {
                RequestMappingInfo route =
                        candidate.fits(path) ? getMatchingMapping(candidate.route(), exchange) : null;
                if (route != null) {
                    if (only != null) {
                        return null;
                    }
                    only = new Match(route, candidate.method());
                }
            }
        }
        return only;
    }

    private static String text(Element part) {
        return part instanceof PathSegment segment ? segment.valueToMatch() : part.value();
    }
}
