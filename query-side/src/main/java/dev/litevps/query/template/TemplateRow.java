package dev.litevps.query.template;

import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;

/**
 * A template.
 *
 * @param timesOrdered how many VPSes were ever asked for with it
 * @param isRetired whether it can no longer be ordered
 */
public record TemplateRow(
        TemplateId id,
        String slug,
        String name,
        String description,
        Resources resources,
        long timesOrdered,
        boolean isRetired) {}
