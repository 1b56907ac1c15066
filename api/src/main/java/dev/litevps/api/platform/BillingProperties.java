package dev.litevps.api.platform;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How accounts are billed, and what happens to those that run out of money.
 *
 * @param grace how long disks are kept after the balance is used up
 * @param graceWarning how long before the end of that time the last warning is given
 * @param lowBalanceRunway a balance that lasts shorter than this is low
 * @param lowBalanceFloor a balance below this is low, however long it lasts; in US dollars
 * @param threads on how many threads accounts are charged
 */
@ConfigurationProperties("litevps.billing")
record BillingProperties(
        @DefaultValue("72h") Duration grace,
        @DefaultValue("24h") Duration graceWarning,
        @DefaultValue("24h") Duration lowBalanceRunway,
        @DefaultValue("1.00") BigDecimal lowBalanceFloor,
        @DefaultValue("2") int threads) {}
