package dev.litevps.api.payment.stripe;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether an account with Stripe is set up. */
public final class WithStripe implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return StringUtils.hasText(context.getEnvironment().getProperty(StripeProperties.SECRET_KEY))
                || StringUtils.hasText(context.getEnvironment().getProperty(StripeProperties.WEBHOOK_SECRET));
    }
}
