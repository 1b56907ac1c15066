package dev.litevps.api.vps;

import dev.litevps.api.web.Dollars;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.ledger.InsufficientBalance;
import dev.litevps.events.Usd;
import dev.litevps.query.ledger.BalanceRow;
import dev.litevps.query.ledger.Burn;
import dev.litevps.query.plan.PlanRow;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What would come of a request for a VPS; money in US dollars.
 *
 * @param dryRun true
 * @param status that the real request would be answered with: 201, or 402
 * @param code of that answer, if it is 402: {@code insufficient_balance} or {@code spend_limit_reached}; else null
 * @param priceHourly what the VPS would cost in an hour
 * @param required what the account must be able to spend
 * @param available what it can spend
 * @param sufficient whether that is enough
 * @param burnPerHour what all running VPSes would cost in an hour, this one included
 * @param runwayHours how many hours the balance would last then
 */
record DryRunResponse(
        boolean dryRun,
        int status,
        @Nullable String code,
        BigDecimal priceHourly,
        BigDecimal required,
        BigDecimal available,
        boolean sufficient,
        BigDecimal burnPerHour,
        @Nullable BigDecimal runwayHours) {

    /** With the figures of the refusal, where it has some: views may lag behind what it was decided on. */
    static DryRunResponse of(Optional<CommandRejected> refusal, PlanRow plan, BalanceRow balance, Burn burn) {
        Usd price = plan.pricePerHour();
        Usd available =
                refusal.orElse(null) instanceof InsufficientBalance lack ? lack.available() : balance.available();
        Burn after = burn.with(price);
        return new DryRunResponse(
                true,
                (refusal.isPresent() ? HttpStatus.PAYMENT_REQUIRED : HttpStatus.CREATED).value(),
                refusal.map(why -> why.code().name().toLowerCase(Locale.ROOT)).orElse(null),
                Dollars.of(price),
                Dollars.of(price),
                Dollars.of(available),
                refusal.isEmpty() || !available.isLessThan(price),
                Dollars.of(after.perHour()),
                after.runwayHours(balance.balance()).orElse(null));
    }
}
