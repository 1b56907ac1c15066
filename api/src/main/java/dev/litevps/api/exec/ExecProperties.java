package dev.litevps.api.exec;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of commands in guests.
 *
 * @param defaultTimeoutSeconds how long a command may run if its caller does not say
 * @param outputLimitBytes how much of each of stdout and stderr is kept
 */
@ConfigurationProperties("litevps.exec")
public record ExecProperties(
        @DefaultValue("30") int defaultTimeoutSeconds,
        @DefaultValue("1048576") int outputLimitBytes) {

    /** The default, but not more than is allowed. */
    public int defaultTimeoutSeconds(int longest) {
        return Math.min(defaultTimeoutSeconds, longest);
    }
}
