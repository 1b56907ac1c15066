package dev.litevps.api.platform;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import dev.litevps.api.eventstore.NodeIdentity;
import dev.litevps.api.postgres.EmbeddedPostgresServer;
import dev.litevps.api.secrets.SecretsProperties;
import dev.litevps.query.RecentRows;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Without {@code spring.datasource.url}, the server brings its own PostgreSQL, with its data in the data folder. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
class EmbeddedDatabaseConfiguration {

    @Bean
    EmbeddedPostgresServer embeddedPostgresServer(SecretsProperties properties) {
        return EmbeddedPostgresServer.start(properties.data().resolve("postgresql"));
    }

    /** The database serves the one process that started it. */
    @Bean
    RecentRows.SoleWriter soleWriter() {
        return new RecentRows.SoleWriter();
    }

    @Bean
    NodeIdentity nodeIdentity() {
        return NodeIdentity.alone();
    }

    /** Everything with connections is made from these coordinates, so it is closed before the server stops. */
    @Bean
    DatabaseCoordinates embeddedDatabase(EmbeddedPostgresServer server) {
        return new DatabaseCoordinates(
                server.host(), server.port(), server.database(), server.username(), server.password());
    }
}
