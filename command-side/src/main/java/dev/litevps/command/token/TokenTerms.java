package dev.litevps.command.token;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Usd;

/** What an owner may say about a token that they make. */
final class TokenTerms {

    private static final int LONGEST_NAME = 64;

    /** More than anybody can top up; a larger number is a mistake of the unit rather than a limit. */
    private static final Usd LARGEST_LIMIT = Usd.of("1000000");

    private TokenTerms() {}

    /** {@link CommandRejected} if no database and no terminal should be given this name. */
    static void requireName(String name) {
        boolean printable = name.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME || !printable) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE,
                    "name must have 1 to " + LONGEST_NAME + " characters, none of them a control");
        }
    }

    /** {@link CommandRejected} if a token with this limit could do nothing, or everything. */
    static void requireLimit(Usd limit) {
        if (!limit.isPositive() || LARGEST_LIMIT.isLessThan(limit)) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE,
                    "spend_limit must be more than 0 and at most "
                            + LARGEST_LIMIT.toDollars().stripTrailingZeros().toPlainString() + " dollars");
        }
    }
}
