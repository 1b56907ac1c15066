package dev.litevps.api.payment;

import dev.litevps.command.topup.TopUpCommand.ConfirmTopUp;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the first few confirmations of top-ups fail, as if the event store was in trouble. Asleep without the property. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("failing.confirmations")
class FailingConfirmations {

    @Bean
    InitializingBean failConfirmations(CommandBus bus, @Value("${failing.confirmations}") int times) {
        AtomicInteger left = new AtomicInteger(times);
        return () -> bus.registerHandlerInterceptor((unitOfWork, chain) -> {
            if (unitOfWork.getMessage().getPayload() instanceof ConfirmTopUp && left.getAndDecrement() > 0) {
                throw new IllegalStateException("trouble of the test");
            }
            return chain.proceed();
        });
    }
}
