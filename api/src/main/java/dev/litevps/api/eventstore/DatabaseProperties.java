package dev.litevps.api.eventstore;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many connections a node holds.
 *
 * @param poolSize blocking connections, for commands, projections, sagas and tasks. More than a few per core pay off
 *     because concurrent commits share one flush of the log.
 * @param readPoolSize reactive connections, for reads only
 */
@ConfigurationProperties("litevps.database")
record DatabaseProperties(
        @DefaultValue("40") int poolSize, @DefaultValue("8") int readPoolSize) {}
