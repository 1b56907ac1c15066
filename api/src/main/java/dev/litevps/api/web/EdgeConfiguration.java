package dev.litevps.api.web;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** What the edge does in another way than the framework would. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    /** {@link RequestTimes} takes its place. */
    @Bean
    WebHttpHandlerBuilderCustomizer withoutObservations() {
        return builder -> builder.observationRegistry(ObservationRegistry.NOOP);
    }

    /**
     * Every endpoint answers in one form, or looks at {@code Accept} itself. Were it looked at when the answer is written, a
     * client would be told 406 although the VPS was created.
     */
    @Bean
    WebFluxConfigurer oneForm() {
        return new WebFluxConfigurer() {

            @Override
            public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
                builder.resolver(_ -> RequestedContentTypeResolver.MEDIA_TYPE_ALL_LIST);
            }
        };
    }

    /** A value of another type than the documented one is refused, and not taken for what it might mean. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfigDefaults(coercions -> coercions
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.String, CoercionAction.Fail))
                .withCoercionConfig(LogicalType.Textual, coercions -> coercions
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .addModule(new SimpleModule("text").addDeserializer(String.class, new StorableText()));
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
