package dev.litevps.api.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.litevps.command.ledger.BillingTerms;
import dev.litevps.command.plan.ChargedMinutes;
import dev.litevps.events.Usd;
import dev.litevps.saga.billing.ClockGuard;
import dev.litevps.saga.billing.FullMinutes;
import dev.litevps.saga.billing.GraceTimes;
import dev.litevps.saga.billing.MeteredAccounts;
import dev.litevps.saga.billing.MinuteClock;
import dev.litevps.saga.billing.MinuteClockObserver;
import dev.litevps.saga.billing.UnpaidMachines;
import dev.litevps.saga.billing.UnpaidVps;
import dev.litevps.saga.machine.OutcomeReporter;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The terms on which accounts are billed, and the clock that has them charged: once a minute, on one node at a time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BillingProperties.class)
class BillingConfiguration {

    private static final String MINUTE_CLOCK = "minute-clock";

    @Bean
    BillingTerms billingTerms(BillingProperties properties) {
        return new BillingTerms(
                properties.grace(), properties.lowBalanceRunway(), Usd.of(properties.lowBalanceFloor()));
    }

    @Bean
    ChargedMinutes chargedMinutes(MeteredAccounts accounts) {
        return accounts::furthest;
    }

    @Bean
    GraceTimes graceTimes(BillingProperties properties) {
        return new GraceTimes(properties.graceWarning());
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService chargingThreads(BillingProperties properties) {
        return Executors.newFixedThreadPool(
                properties.threads(),
                Thread.ofPlatform().daemon().name("charging-", 1).factory());
    }

    @Bean
    ClockGuard clockGuard(Clock clock) {
        return new ClockGuard(clock, System::nanoTime);
    }

    @Bean
    MinuteClock minuteClock(
            MeteredAccounts accounts,
            CommandGateway gateway,
            ClockGuard clockGuard,
            @Qualifier("chargingThreads") ExecutorService chargingThreads,
            MinuteClockObserver observer) {
        return new MinuteClock(
                accounts, gateway::sendAndWait, clockGuard, chargingThreads, MinuteClock.ACCOUNTS_AT_ONCE, observer);
    }

    @Bean
    RecurringTask<Void> minuteClockTask(MinuteClock minuteClock) {
        return Tasks.recurring(MINUTE_CLOCK, new FullMinutes()).execute((_, _) -> minuteClock.tick());
    }

    @Bean
    UnpaidMachines unpaidMachines(Scheduler scheduler, Clock clock) {
        return new UnpaidMachines(scheduler, scheduler::triggerCheckForDueExecutions, clock);
    }

    @Bean
    OneTimeTask<UnpaidVps> unpaidVpsTask(OutcomeReporter outcomes, Clock clock) {
        return UnpaidMachines.task(outcomes, clock);
    }
}
