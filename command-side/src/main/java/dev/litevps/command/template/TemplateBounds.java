package dev.litevps.command.template;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.plan.PlanBounds;
import dev.litevps.events.Resources;
import java.util.regex.Pattern;

/** What a template may be called, say and ask for. */
final class TemplateBounds {

    /** As long as the name of a plan. */
    static final int LONGEST_NAME = 63;

    /** A sentence or two: the list shows it. */
    static final int LONGEST_DESCRIPTION = 500;

    /** As a label of a domain name, but for the end, since slugs stand in paths. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private static final Resources SMALLEST = new Resources(1, 1, 1);

    private TemplateBounds() {}

    static void requireSlug(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            throw refused(
                    "a template's slug has 1 to 63 lower-case letters, digits and hyphens, and begins with no hyphen");
        }
    }

    static void requireName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || hasControlCharacters(name)) {
            throw refused("a template's name has 1 to " + LONGEST_NAME + " characters, and no control characters");
        }
    }

    static void requireDescription(String description) {
        if (description.length() > LONGEST_DESCRIPTION || hasControlCharacters(description)) {
            throw refused("a template's description has at most " + LONGEST_DESCRIPTION
                    + " characters, and no control characters");
        }
    }

    /** No plan has more than the largest one may have, so nothing could ever be ordered by such a template. */
    static void requireResources(Resources resources) {
        if (!resources.covers(SMALLEST) || !PlanBounds.LARGEST.covers(resources)) {
            throw refused("a template asks for 1 to %d vcpu, 1 to %d memory_mb and 1 to %d disk_gb"
                    .formatted(PlanBounds.LARGEST.vcpu(), PlanBounds.LARGEST.memoryMb(), PlanBounds.LARGEST.diskGb()));
        }
    }

    private static boolean hasControlCharacters(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static CommandRejected refused(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
