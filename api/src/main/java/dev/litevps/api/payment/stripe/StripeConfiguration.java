package dev.litevps.api.payment.stripe;

import dev.litevps.api.payment.PaymentGateway;
import dev.litevps.api.payment.PaymentNoticeReader;
import dev.litevps.api.web.PublicUrl;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** With an account at Stripe, customers pay there. */
@Configuration(proxyBeanMethods = false)
@Conditional(WithStripe.class)
class StripeConfiguration {

    @Bean
    PaymentGateway paymentGateway(StripeProperties properties, PublicUrl publicUrl) {
        return new StripeGateway(properties, publicUrl);
    }

    @Bean
    PaymentNoticeReader paymentNoticeReader(StripeProperties properties, Clock clock) {
        return new StripeNotices(Objects.requireNonNull(properties.webhookSecret()), clock);
    }
}
