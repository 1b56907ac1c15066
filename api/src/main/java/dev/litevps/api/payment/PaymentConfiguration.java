package dev.litevps.api.payment;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import dev.litevps.saga.topup.PaymentReceived;
import dev.litevps.saga.topup.PaymentWorker;
import dev.litevps.saga.topup.ReceivedPayments;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What makes payments durable before they are credited. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    OneTimeTask<PaymentReceived> paymentReceivedTask(CommandGateway gateway) {
        return new PaymentWorker(gateway).task();
    }

    @Bean
    ReceivedPayments receivedPayments(Scheduler scheduler, PaymentProperties properties, Clock clock) {
        return new ReceivedPayments(scheduler, properties.creditPatience(), clock);
    }
}
