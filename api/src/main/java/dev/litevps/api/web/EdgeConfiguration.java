package dev.litevps.api.web;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** What the edge does in another way than the framework would. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    /** {@link RequestTimes} takes its place. */
    @Bean
    WebHttpHandlerBuilderCustomizer withoutObservations() {
        return builder -> builder.observationRegistry(ObservationRegistry.NOOP);
    }

    @Bean
    WebFluxRegistrations routeIndex() {
        return new WebFluxRegistrations() {

            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new RouteIndex();
            }
        };
    }
}
