package dev.litevps.api.token;

import dev.litevps.api.security.AccessTokenValue;
import dev.litevps.api.web.Dollars;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.events.Usd;
import dev.litevps.query.token.AccessTokenRow;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token, without its value.
 *
 * @param lastUsedAt when it was last shown, to the minute; null if it never was
 * @param spendLimit what its VPSes may cost, in US dollars; null if that is not limited
 * @param spent what its VPSes have cost so far, in US dollars
 */
record AccessTokenResponse(
        String id,
        String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable BigDecimal spendLimit,
        BigDecimal spent) {

    static AccessTokenResponse of(AccessTokenRow row, @Nullable Instant lastUsedAt) {
        return new AccessTokenResponse(
                row.id().toString(),
                row.name(),
                row.createdAt(),
                lastUsedAt,
                dollarsOrNull(row.spendLimit()),
                Dollars.of(row.spent()));
    }

    /**
     * An access token that was just created.
     *
     * @param token its value, shown here and never again
     */
    record Created(
            String id,
            String name,
            String token,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable BigDecimal spendLimit,
            BigDecimal spent) {

        static Created of(CreateAccessToken command, AccessTokenValue value) {
            return new Created(
                    command.tokenId().toString(),
                    command.name(),
                    value.reveal(),
                    command.at(),
                    null,
                    dollarsOrNull(command.spendLimit()),
                    Dollars.of(Usd.ZERO));
        }

        /** Without the token, since it may end up in a log. */
        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    private static @Nullable BigDecimal dollarsOrNull(@Nullable Usd amount) {
        return amount == null ? null : Dollars.of(amount);
    }
}
