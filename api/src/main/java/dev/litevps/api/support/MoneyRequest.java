package dev.litevps.api.support;

import dev.litevps.api.web.ApiException;
import dev.litevps.api.web.ExactNumber;
import dev.litevps.events.Usd;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What somebody of support wants to do to a customer's money.
 *
 * @param amount in US dollars with six decimals at most; below zero in corrections that take away
 * @param vpsId the VPS that is refunded; null if it is none
 * @param chargeId the charge that is refunded or corrected, as the statement names it; null if it is none
 */
record MoneyRequest(
        @JsonDeserialize(using = ExactNumber.class) @Nullable
        BigDecimal amount,

        @Nullable String reason,
        @Nullable String vpsId,
        @Nullable String chargeId) {

    /** {@link ApiException} 400 if there is none, or it is no amount of micro-dollars. */
    Usd dollars() {
        if (amount == null) {
            throw ApiException.badRequest("missing_amount", "amount is required");
        }
        try {
            return Usd.of(amount);
        } catch (ArithmeticException e) {
            ApiException refused = ApiException.badRequest(
                    "invalid_amount", "amount is a number of US dollars with six decimals at most");
            refused.initCause(e);
            throw refused;
        }
    }
}
