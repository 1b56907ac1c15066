package dev.litevps.api.vps;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.litevps.api.error.ErrorBody;
import dev.litevps.api.web.BalanceErrorBody;
import dev.litevps.api.web.SpendLimitBody;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What came of one item of a batch. */
public interface BatchResult {

    /** At which place of the request the item stood, counted from 0. */
    int index();

    /** The item's VPS is being created. */
    record Created(int index, VpsResponse vps) implements BatchResult {}

    /**
     * The item's VPS goes, or is gone.
     *
     * @param status {@code destroying}, or {@code destroyed} if nothing of it is left
     */
    record Destroyed(int index, String vpsId, String status) implements BatchResult {}

    /**
     * The item was refused, for the reason with which it would have been refused alone.
     *
     * @param vpsId what the item named as the id of a VPS, if it is one to be destroyed
     * @param error a sentence for a person
     * @param code a stable word for a program
     * @param balance and {@code required}: what the account can spend and what it would need, in US dollars, if that is why
     * @param spent and {@code limit}: what the access token has spent and what it may, in US dollars, if that is why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(
            int index,
            @Nullable String vpsId,
            String error,
            String code,
            @Nullable BigDecimal balance,
            @Nullable BigDecimal required,
            @Nullable BigDecimal spent,
            @Nullable BigDecimal limit)
            implements BatchResult {

        /** With what the body of the item's own answer would say. */
        static Refused of(int index, @Nullable String vpsId, @Nullable Object body) {
            return switch (body) {
                case ErrorBody(String error, String code) ->
                    new Refused(index, vpsId, error, code, null, null, null, null);
                case BalanceErrorBody(String error, String code, BigDecimal balance, BigDecimal required) ->
                    new Refused(index, vpsId, error, code, balance, required, null, null);
                case SpendLimitBody(String error, String code, BigDecimal spent, BigDecimal limit) ->
                    new Refused(index, vpsId, error, code, null, null, spent, limit);
                case null, default -> throw new IllegalArgumentException("an error has no such body: " + body);
            };
        }
    }
}
