package dev.litevps.api.platform;

import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.saga.billing.MinuteClockObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * What the minute clock does, for those who watch over it. The alarms are
 * {@code litevps_billing_clock_was_set_total}, {@code litevps_billing_charge_failures_total}, and a
 * {@code litevps_billing_charged_through_seconds} that falls behind the time by more than two minutes.
 */
@Component
class BillingMetrics implements MinuteClockObserver {

    private final Counter clockWasSet;
    private final Counter failures;
    private final AtomicLong chargedThroughSeconds = new AtomicLong();
    private final AtomicInteger accountsCharged = new AtomicInteger();

    BillingMetrics(MeterRegistry registry) {
        clockWasSet = Counter.builder("litevps.billing.clock.was.set")
                .description("How often a minute was not charged when it was over, since the wall clock was set")
                .register(registry);
        failures = Counter.builder("litevps.billing.charge.failures")
                .description("How often an account could not be charged; it is tried again with the next minute")
                .register(registry);
        Gauge.builder("litevps.billing.charged.through.seconds", chargedThroughSeconds, AtomicLong::get)
                .description("The end of the last minute that was charged, in seconds since 1970")
                .register(registry);
        Gauge.builder("litevps.billing.accounts.charged", accountsCharged, AtomicInteger::get)
                .description("How many accounts the last tick charged")
                .register(registry);
    }

    @Override
    public void charged(Minute minute, int accounts) {
        chargedThroughSeconds.set(minute.end().getEpochSecond());
        accountsCharged.set(accounts);
    }

    @Override
    public void failed(AccountId account) {
        failures.increment();
    }

    @Override
    public void clockWasSet(Duration disagreement) {
        clockWasSet.increment();
    }
}
