package dev.litevps.bench;

import dev.litevps.api.secrets.PersonalTexts;
import dev.litevps.command.approval.ApprovalTerms;
import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.command.plan.ChargedMinutes;
import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;

/** What the command side needs to know of the rest where only it runs: the usual terms, and a clock. */
class BenchmarkTerms {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PersonalTexts personalTexts() {
        return new PlainTexts();
    }

    @Bean
    ChargedMinutes chargedMinutes() {
        return () -> new Minute(0);
    }

    @Bean
    ApprovalTerms approvalTerms() {
        return new ApprovalTerms(Usd.of("20.00"), Usd.of("100.00"), Duration.ofDays(7));
    }

    @Bean
    BillingTerms billingTerms() {
        return new BillingTerms(Duration.ofDays(3), Duration.ofDays(1), Usd.of("1.00"));
    }
}
