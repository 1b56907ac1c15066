package dev.litevps.query.template;

import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;
import org.jspecify.annotations.Nullable;

/**
 * A template.
 *
 * @param userData what cloud-init gets in a VPS of this template; null if nothing
 * @param ttlMinutes how long a VPS of this template lives; null if until somebody destroys it
 * @param timesOrdered how many VPSes were ever asked for with it
 * @param isRetired whether it can no longer be ordered
 */
public record TemplateRow(
        TemplateId id,
        String slug,
        String name,
        String description,
        Resources resources,
        @Nullable String userData,
        @Nullable Integer ttlMinutes,
        long timesOrdered,
        boolean isRetired) {}
