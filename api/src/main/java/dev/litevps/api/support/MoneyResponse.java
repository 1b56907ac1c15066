package dev.litevps.api.support;

import dev.litevps.api.web.Dollars;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.query.ledger.BalanceRow;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Money that was moved.
 *
 * @param id of the credit, the refund or the correction
 * @param kind {@code credit}, {@code refund} or {@code correction}
 * @param amount what was added to the balance, in US dollars; below zero if it was taken away
 * @param amountMicros the same in micro-dollars, exactly
 * @param vpsId the VPS that it is about; null if it is about none
 * @param chargeId the charge that it is about; null if it is about none
 * @param balance what the account has now, in US dollars
 * @param balanceMicros the same in micro-dollars, exactly
 */
record MoneyResponse(
        String id,
        String accountId,
        String kind,
        BigDecimal amount,
        long amountMicros,
        String reason,
        @Nullable String vpsId,
        @Nullable String chargeId,
        BigDecimal balance,
        long balanceMicros) {

    static MoneyResponse of(String id, MoneyMove move, BalanceRow money) {
        PaidFor paidFor = move.paidFor();
        return new MoneyResponse(
                id,
                move.accountId().toString(),
                move.kind().name().toLowerCase(Locale.ROOT),
                Dollars.of(move.amount()),
                move.amount().micros(),
                move.reason(),
                paidFor == null ? null : paidFor.vpsId().toString(),
                paidFor == null ? null : paidFor.chargeId(),
                Dollars.of(money.balance()),
                money.balance().micros());
    }
}
