package dev.litevps.api.support;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people of support may do.
 *
 * @param approvalAbove to move more money than this, either way, takes two people, and so does what makes it more for one customer
 *     within 24 hours; in US dollars
 * @param approvalAboveInAll what one person moves for all customers within 24 hours before it takes two; in US dollars
 * @param approvalExpiry how long the second may take
 */
@ConfigurationProperties("litevps.support")
record SupportProperties(
        @DefaultValue("20.00") BigDecimal approvalAbove,
        @DefaultValue("100.00") BigDecimal approvalAboveInAll,
        @DefaultValue("7d") Duration approvalExpiry) {}
