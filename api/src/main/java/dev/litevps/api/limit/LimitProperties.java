package dev.litevps.api.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often anybody may ask.
 *
 * @param loginPerMinute how many log-ins, and how many registrations, one address may try in a minute, on all nodes together;
 *     the API reference promises ten
 * @param requestsPerMinute how many requests one account may send in a minute to one node
 */
@ConfigurationProperties("litevps.limits")
public record LimitProperties(
        @DefaultValue("10") int loginPerMinute,
        @DefaultValue("1200") int requestsPerMinute) {}
