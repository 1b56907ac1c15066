package dev.litevps.api.platform;

import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.events.Usd;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The terms on which accounts are billed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BillingProperties.class)
class BillingConfiguration {

    @Bean
    BillingTerms billingTerms(BillingProperties properties) {
        return new BillingTerms(
                properties.grace(),
                properties.lowBalanceRunway(),
                Usd.of(properties.lowBalanceFloor().toPlainString()));
    }
}
