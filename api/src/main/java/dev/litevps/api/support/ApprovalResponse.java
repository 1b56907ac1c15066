package dev.litevps.api.support;

import dev.litevps.api.web.Dollars;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.query.approval.ApprovalRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request to move much money.
 *
 * @param state {@code pending}, {@code approved}, {@code rejected} or {@code expired}
 * @param kind {@code credit}, {@code refund} or {@code correction}
 * @param amount what is added to the balance, in US dollars; below zero if it is taken away
 * @param amountMicros the same in micro-dollars, exactly
 * @param vpsId the VPS that it is about; null if it is about none
 * @param chargeId the charge that it is about; null if it is about none
 * @param requestedBy the account of who asked for it
 * @param expiresAt until when it can be approved
 * @param decidedBy the account of who approved or rejected it; null if nobody has
 * @param decidedAt null if nobody has
 * @param decisionReason why it was rejected; else null
 */
record ApprovalResponse(
        String id,
        String state,
        String accountId,
        String kind,
        BigDecimal amount,
        long amountMicros,
        String reason,
        @Nullable String vpsId,
        @Nullable String chargeId,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionReason) {

    static ApprovalResponse of(ApprovalRow row, Instant now) {
        MoneyMove move = row.move();
        PaidFor paidFor = move.paidFor();
        ApprovalRow.Decision decision = row.decision();
        return new ApprovalResponse(
                row.id().toString(),
                row.state(now).code(),
                move.accountId().toString(),
                move.kind().name().toLowerCase(Locale.ROOT),
                Dollars.of(move.amount()),
                move.amount().micros(),
                move.reason(),
                paidFor == null ? null : paidFor.vpsId().toString(),
                paidFor == null ? null : paidFor.chargeId(),
                row.requestedBy().toString(),
                row.requestedAt(),
                row.expiresAt(),
                decision == null ? null : decision.by().toString(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.reason());
    }
}
