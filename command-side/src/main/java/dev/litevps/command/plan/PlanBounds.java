package dev.litevps.command.plan;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;

/** What a plan may be called, give and cost. */
public final class PlanBounds {

    static final int LONGEST_NAME = 63;

    /** More than any host has; what no host has room for is refused when it is placed. */
    public static final Resources LARGEST = new Resources(256, 4 * 1024 * 1024, 64 * 1024);

    /** No guest of ours boots in less memory. */
    static final Resources SMALLEST = new Resources(1, 128, 1);

    /** A thousand dollars: one digit too many must not empty everybody's balance. */
    static final Usd DEAREST = Usd.of("1000.00");

    private PlanBounds() {}

    static void requireName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw refused("a plan's name has 1 to " + LONGEST_NAME + " characters, and no control characters");
        }
    }

    static void requireResources(Resources resources) {
        if (!resources.covers(SMALLEST) || !LARGEST.covers(resources)) {
            throw refused("a plan has %d to %d vcpu, %d to %d memory_mb and %d to %d disk_gb"
                    .formatted(
                            SMALLEST.vcpu(),
                            LARGEST.vcpu(),
                            SMALLEST.memoryMb(),
                            LARGEST.memoryMb(),
                            SMALLEST.diskGb(),
                            LARGEST.diskGb()));
        }
    }

    static void requirePrice(Usd price) {
        if (!price.isPositive() || DEAREST.isLessThan(price)) {
            throw refused("a plan's price per hour must be more than zero, and 1000 dollars at most");
        }
    }

    private static CommandRejected refused(String message) {
        return new CommandRejected(RejectionCode.INVALID_VALUE, message);
    }
}
