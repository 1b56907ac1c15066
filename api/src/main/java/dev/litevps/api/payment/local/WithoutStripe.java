package dev.litevps.api.payment.local;

import dev.litevps.api.payment.stripe.WithStripe;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether no account with Stripe is set up. */
final class WithoutStripe implements Condition {

    private final WithStripe withStripe = new WithStripe();

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !withStripe.matches(context, metadata);
    }
}
