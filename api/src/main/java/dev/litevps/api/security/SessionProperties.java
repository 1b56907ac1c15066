package dev.litevps.api.security;

import dev.litevps.api.startup.InvalidSettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of those who log in.
 *
 * @param keyRotation how long one key signs session tokens until the next one does
 */
@ConfigurationProperties("litevps.sessions")
public record SessionProperties(@DefaultValue("30d") Duration keyRotation) {

    /** Oftener, more keys would have to be published than anybody wants to read: each verifies for a day after its turn. */
    static final Duration SHORTEST_ROTATION = Duration.ofDays(1);

    public SessionProperties {
        if (keyRotation.compareTo(SHORTEST_ROTATION) < 0) {
            throw new InvalidSettings(
                    "litevps.sessions.key-rotation must be a day or longer, such as 30d, not \"" + keyRotation + "\".");
        }
    }
}
