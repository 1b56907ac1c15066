package dev.litevps.query.approval;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyMove;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to move money.
 *
 * @param expiresAt until when it can be approved
 * @param decision null as long as nobody has decided
 */
public record ApprovalRow(
        MoneyApprovalId id,
        MoneyMove move,
        AccountId requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable Decision decision) {

    /**
     * What somebody said to it.
     *
     * @param reason why it was rejected; null if it was approved
     */
    public record Decision(
            boolean approved,
            AccountId by,
            Instant at,
            @Nullable String reason) {}

    /** What has become of it by then. */
    public ApprovalState state(Instant now) {
        if (decision != null) {
            return decision.approved() ? ApprovalState.APPROVED : ApprovalState.REJECTED;
        }
        return now.isBefore(expiresAt) ? ApprovalState.PENDING : ApprovalState.EXPIRED;
    }
}
