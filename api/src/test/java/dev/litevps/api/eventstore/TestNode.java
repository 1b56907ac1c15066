package dev.litevps.api.eventstore;

import dev.litevps.api.secrets.MemoryTexts;
import dev.litevps.api.secrets.PersonalTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.caching.Cache;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One running node: the event store on a database, with the test aggregate and what follows it. */
final class TestNode implements AutoCloseable {

    /** Keeps the parts of the test out of every other application on the class path. */
    static final String PROFILE = "event-store-test";

    private final ConfigurableApplicationContext context;

    private TestNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a node that looks for events by itself only once an hour. */
    static TestNode start(DatabaseCoordinates database, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "litevps.event-store.safety-poll=1h",
                "axon.timeout.enabled=false",
                "axon.update-check.disabled=true",
                "spring.main.banner-mode=off",
                "litevps.database.pool-size=12",
                "logging.level.root=WARN"));
        all.addAll(Arrays.asList(properties));
        return new TestNode(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .profiles(PROFILE)
                .properties(all.toArray(String[]::new))
                .initializers(started -> ((org.springframework.context.support.GenericApplicationContext) started)
                        .registerBean(DatabaseCoordinates.class, () -> database))
                .run());
    }

    Cache aggregates() {
        return context.getBean("aggregateCache", Cache.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(context.getBean(javax.sql.DataSource.class));
    }

    Receipt send(Object command) {
        return context.getBean(CommandGateway.class).sendAndWait(command);
    }

    Receipt send(Object command, Map<String, ?> metaData) {
        return context.getBean(CommandGateway.class).sendAndWait(new GenericCommandMessage<>(command, metaData));
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Profile(PROFILE)
    @EnableAutoConfiguration(
            excludeName =
                    "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration")
    @Import({
        DatabaseConfiguration.class,
        EventStoreConfiguration.class,
        AxonConfiguration.class,
        ProcessorConfiguration.class,
        CounterConfiguration.class
    })
    static class Application {

        @Bean
        PersonalTexts personalTexts() {
            return new MemoryTexts();
        }
    }
}
