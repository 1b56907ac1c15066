package dev.litevps.api.platform;

import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/** The plans of a server that nobody has set up: enough to try everything out with. */
final class DemoCatalogue {

    private DemoCatalogue() {}

    static Stream<PublishPlan> plans(Instant at) {
        return Stream.of(
                plan("Nano", new Resources(1, 512, 10), "0.0042", at),
                plan("Micro", new Resources(1, 1_024, 20), "0.0083", at),
                plan("Small", new Resources(2, 2_048, 40), "0.0167", at),
                plan("Medium", new Resources(2, 4_096, 80), "0.0333", at),
                plan("Large", new Resources(4, 8_192, 160), "0.0667", at));
    }

    private static PublishPlan plan(String name, Resources resources, String pricePerHour, Instant at) {
        PlanId id = new PlanId(LocalHost.named("plan/" + name.toLowerCase(Locale.ROOT)));
        return new PublishPlan(id, name, resources, Usd.of(pricePerHour), at);
    }
}
