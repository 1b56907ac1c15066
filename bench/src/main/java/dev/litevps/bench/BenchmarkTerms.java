package dev.litevps.bench;

import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.events.Usd;
import java.time.Duration;
import org.springframework.context.annotation.Bean;

/** The terms on which accounts are billed where only a part of the application runs: those that are usual. */
class BenchmarkTerms {

    @Bean
    BillingTerms billingTerms() {
        return new BillingTerms(Duration.ofDays(3), Duration.ofDays(1), Usd.of("1.00"));
    }
}
