package dev.litevps.api.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import reactor.netty.resources.LoopResources;

/**
 * The two pools of connections to the one database: a blocking one that writes, a reactive one that reads. Both are made
 * from one {@link DatabaseCoordinates} bean, which is read from {@code spring.datasource.*} where that is set.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseConfiguration {

    private static final int IDLE_CONNECTIONS = 8;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    @ConditionalOnProperty("spring.datasource.url")
    DatabaseCoordinates configuredDatabase(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username:postgres}") String username,
            @Value("${spring.datasource.password:}") String password) {
        return DatabaseCoordinates.ofJdbcUrl(url, username, password);
    }

    @Bean
    HikariDataSource dataSource(DatabaseCoordinates coordinates, DatabaseProperties properties) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(
                "jdbc:postgresql://%s:%d/%s".formatted(coordinates.host(), coordinates.port(), coordinates.database()));
        config.setUsername(coordinates.username());
        config.setPassword(coordinates.password());
        config.setMaximumPoolSize(properties.poolSize());
        config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, properties.poolSize()));
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.addDataSourceProperty("sslmode", coordinates.sslMode());
        config.addDataSourceProperty("ApplicationName", "litevps");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // The same few statements run all the time: have the server keep their plans from the first time on.
        config.addDataSourceProperty("prepareThreshold", "1");
        return new HikariDataSource(config);
    }

    @Bean
    @Primary
    JdbcTransactionManager transactionManager(HikariDataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionFactory(DatabaseCoordinates coordinates, DatabaseProperties properties) {
        PostgresqlConnectionConfiguration connections = PostgresqlConnectionConfiguration.builder()
                .host(coordinates.host())
                .port(coordinates.port())
                .database(coordinates.database())
                .username(coordinates.username())
                .password(coordinates.password())
                .sslMode(SSLMode.fromValue(coordinates.sslMode()))
                .applicationName("litevps-reads")
                .tcpKeepAlive(true)
                // Of its own accord the driver lets one thread serve all connections that a busy pool opens.
                .loopResources(LoopResources.create("postgresql-reads", LoopResources.DEFAULT_IO_WORKER_COUNT, true))
                .build();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new PostgresqlConnectionFactory(connections))
                .name("postgresql-reads")
                .initialSize(0)
                .maxSize(properties.readPoolSize())
                .maxAcquireTime(CONNECTION_TIMEOUT)
                .build());
    }
}
