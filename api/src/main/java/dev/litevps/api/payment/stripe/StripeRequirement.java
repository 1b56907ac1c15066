package dev.litevps.api.payment.stripe;

import dev.litevps.api.startup.ProductionRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Customers pay with money. */
@Component
final class StripeRequirement implements ProductionRequirement {

    @Override
    public List<MissingSetting> missing(Environment settings) {
        return Stream.of(
                        ProductionRequirement.unlessSet(
                                settings,
                                StripeProperties.SECRET_KEY,
                                "customers would pay nothing, at a test checkout"),
                        ProductionRequirement.unlessSet(
                                settings,
                                StripeProperties.WEBHOOK_SECRET,
                                "payments could not be told from forged ones"),
                        ProductionRequirement.unlessSet(
                                settings, "litevps.public-url", "customers would be sent back to a local address"))
                .flatMap(List::stream)
                .toList();
    }
}
