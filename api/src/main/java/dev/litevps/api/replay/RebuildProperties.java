package dev.litevps.api.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How views are made anew.
 *
 * @param compareWithin how long a copy waits to be compared, if the live view is behind it
 */
@ConfigurationProperties("litevps.rebuilds")
record RebuildProperties(@DefaultValue("1m") Duration compareWithin) {}
