package dev.litevps.events.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of a plan in the catalogue. */
public sealed interface PlanEvent {

    PlanId planId();

    Instant at();

    /** The plan can be ordered from now on. The price list shows it. */
    @Revision("1")
    record PlanPublished(PlanId planId, String name, Resources resources, Usd pricePerHour, Instant at)
            implements PlanEvent {}

    /**
     * The plan costs this much from {@code effectiveFrom} on, a minute after the one in which this was decided. Minutes
     * before it cost what they cost before.
     */
    @Revision("2")
    record PlanRepriced(PlanId planId, Usd pricePerHour, Minute effectiveFrom, Instant at) implements PlanEvent {}

    /** The price list calls the plan by this name from now on. */
    @Revision("1")
    record PlanRenamed(PlanId planId, String name, Instant at) implements PlanEvent {}

    /** The plan can no longer be ordered. Machines that have it keep it. */
    @Revision("1")
    record PlanRetired(PlanId planId, Instant at) implements PlanEvent {}
}
