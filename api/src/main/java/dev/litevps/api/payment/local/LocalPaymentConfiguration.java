package dev.litevps.api.payment.local;

import dev.litevps.api.payment.PaymentNoticeReader;
import dev.litevps.api.payment.stripe.StripeNotices;
import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.api.web.PublicUrl;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Without an account at Stripe, customers pay nothing, on a page of our own. */
@Configuration(proxyBeanMethods = false)
@Conditional(WithoutStripe.class)
class LocalPaymentConfiguration {

    @Bean
    LocalGateway paymentGateway(MasterSecret masterSecret, PublicUrl publicUrl) {
        return new LocalGateway(masterSecret.derive("local-checkout/page"), publicUrl);
    }

    @Bean
    PaymentNoticeReader paymentNoticeReader(MasterSecret masterSecret, Clock clock) {
        return new StripeNotices(webhookSecret(masterSecret), clock);
    }

    @Bean
    NoticeSender noticeSender(MasterSecret masterSecret, JsonMapper json, Clock clock) {
        return new NoticeSender(webhookSecret(masterSecret), json, clock);
    }

    private static String webhookSecret(MasterSecret masterSecret) {
        return "whsec_" + HexFormat.of().formatHex(masterSecret.derive("local-checkout/webhook"));
    }
}
