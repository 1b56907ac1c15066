package dev.litevps.api.discovery;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/** What this server answers to: read off its controllers and endpoints, so that nothing is announced that is not there. */
@Component
public class Routes {

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    Routes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /**
     * One method at one path.
     *
     * @param path with its variables in braces
     */
    public record Route(String method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** All of them, by path. */
    public List<Route> all() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
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
