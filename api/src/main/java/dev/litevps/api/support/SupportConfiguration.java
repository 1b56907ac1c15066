package dev.litevps.api.support;

import dev.litevps.command.approval.ApprovalTerms;
import dev.litevps.events.Usd;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When it takes two to move money. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SupportProperties.class)
class SupportConfiguration {

    @Bean
    ApprovalTerms approvalTerms(SupportProperties properties) {
        return new ApprovalTerms(
                Usd.of(properties.approvalAbove()),
                Usd.of(properties.approvalAboveInAll()),
                properties.approvalExpiry());
    }
}
