package dev.litevps.api.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.host.Guest;
import dev.litevps.host.guest.ShellJobs;
import dev.litevps.saga.job.AccountTexts;
import dev.litevps.saga.job.DurableJobOrders;
import dev.litevps.saga.job.JobOrders;
import dev.litevps.saga.job.JobOutputs;
import dev.litevps.saga.job.JobTicket;
import dev.litevps.saga.job.JobWorker;
import dev.litevps.saga.job.LiveJobs;
import dev.litevps.saga.machine.HostAccess;
import dev.litevps.saga.machine.OutcomeReporter;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Background jobs: who has them run, who looks after them, and where what they print is kept. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration {

    @Bean
    LiveJobs liveJobs(JdbcClient jdbc) {
        return new LiveJobs(jdbc);
    }

    @Bean
    AccountTexts accountTexts(PersonalData personalData) {
        return new AccountTexts() {
            @Override
            public Optional<EncryptedText> encrypt(AccountId accountId, String text) {
                return personalData.encrypt(accountId, text);
            }

            @Override
            public Optional<String> decrypt(AccountId accountId, EncryptedText text) {
                return personalData.decrypt(accountId, text);
            }
        };
    }

    @Bean
    JobOutputs jobOutputs(JdbcClient jdbc, AccountTexts texts, Clock clock) {
        return new JobOutputs(jdbc, texts, clock);
    }

    @Bean
    CustomTask<JobTicket> jobTask(
            Guest guest,
            HostAccess hosts,
            LiveJobs live,
            JobOutputs outputs,
            AccountTexts texts,
            OutcomeReporter outcomes,
            Clock clock) {
        return new JobWorker(new ShellJobs(guest), hosts, live, outputs, texts, outcomes, clock).task();
    }

    @Bean
    JobOrders jobOrders(Scheduler scheduler, LiveJobs live, Clock clock) {
        return new DurableJobOrders(scheduler, live, scheduler::triggerCheckForDueExecutions, clock);
    }
}
