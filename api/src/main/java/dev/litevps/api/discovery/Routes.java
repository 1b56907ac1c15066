package dev.litevps.api.discovery;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** What this server answers to: read off its controllers, so that nothing is announced that is not there. */
@Component
class Routes {

    private final ObjectProvider<RequestMappingHandlerMapping> mapping;

    Routes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /**
     * One method at one path.
     *
     * @param path with its variables in braces
     */
    record Route(String method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All of them, by path. */
    List<Route> all() {
        return mapping.getObject().getHandlerMethods().keySet().stream()
                .flatMap(Routes::routes)
                .distinct()
                .sorted((one, other) ->
                        (one.path() + " " + one.method()).compareTo(other.path() + " " + other.method()))
                .toList();
    }

    private static Stream<Route> routes(RequestMappingInfo info) {
        return info.getPatternsCondition().getPatterns().stream()
                .flatMap(pattern -> info.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> new Route(method, pattern.getPatternString())));
    }
}
