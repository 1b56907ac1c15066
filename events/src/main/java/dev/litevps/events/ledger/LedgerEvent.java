package dev.litevps.events.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** The life of an account's money. The balance view and the statements are sums of these. */
public sealed interface LedgerEvent {

    LedgerId ledgerId();

    AccountId accountId();

    Instant at();

    /** The account has a ledger, with nothing in it. */
    @Revision("1")
    record LedgerOpened(LedgerId ledgerId, AccountId accountId, Instant at) implements LedgerEvent {}

    /** Money came in; {@code balanceAfter} is the balance with it. */
    @Revision("1")
    record FundsCredited(
            LedgerId ledgerId,
            AccountId accountId,
            CreditId creditId,
            CreditKind kind,
            Usd amount,
            String reason,
            Usd balanceAfter,
            Instant at)
            implements LedgerEvent {}

    /** Part of the balance is set aside for a VPS that is being created or started, and cannot be spent twice. */
    @Revision("1")
    record FundsHeld(LedgerId ledgerId, AccountId accountId, VpsId vpsId, Usd amount, Usd heldAfter, Instant at)
            implements LedgerEvent {}

    /** What was set aside for the VPS can be spent again. */
    @Revision("1")
    record HoldReleased(LedgerId ledgerId, AccountId accountId, VpsId vpsId, Usd amount, Usd heldAfter, Instant at)
            implements LedgerEvent {}

    /**
     * A machine of the account can be reached and costs money from now on. In the transaction of the VPS's own event.
     *
     * @param tokenId the access token with which the VPS was created or started now; null if it was none
     * @param at the minute in which this lies is the first that is charged
     */
    @Revision("1")
    record MeterOpened(
            LedgerId ledgerId,
            AccountId accountId,
            VpsId vpsId,
            PlanId planId,
            @Nullable AccessTokenId tokenId,
            Instant at)
            implements LedgerEvent {}

    /**
     * A machine no longer costs money. In the transaction of the VPS's own event.
     *
     * @param until up to when it is charged: before {@code at}, if the machine was found to be gone for some time. Minutes
     *     after it that were charged already are given back by a {@link ChargesReversed} in the same transaction.
     */
    @Revision("1")
    record MeterClosed(LedgerId ledgerId, AccountId accountId, VpsId vpsId, Instant until, Instant at)
            implements LedgerEvent {}

    /** The VPS is being destroyed; its meter will never open again. */
    @Revision("1")
    record MeterRemoved(LedgerId ledgerId, AccountId accountId, VpsId vpsId, Instant at) implements LedgerEvent {}

    /**
     * All minutes up to this one, of all machines of the account, that had not been charged before.
     *
     * @param minute the last minute that is charged now, and the last one that was due
     * @param lines by VPS, then by time; those of a VPS do not overlap
     */
    @Revision("1")
    record MinuteCharged(
            LedgerId ledgerId, AccountId accountId, Minute minute, List<ChargeLine> lines, Usd balanceAfter, Instant at)
            implements LedgerEvent {
        public MinuteCharged {
            lines = List.copyOf(lines);
        }

        /** What all of the lines cost together. */
        public Usd amount() {
            return ChargeLine.sum(lines);
        }
    }

    /**
     * Minutes that were charged, but in which the machine did not run, are given back.
     *
     * @param lines what they had cost
     */
    @Revision("1")
    record ChargesReversed(
            LedgerId ledgerId,
            AccountId accountId,
            VpsId vpsId,
            List<ChargeLine> lines,
            Usd amount,
            Usd balanceAfter,
            Instant at)
            implements LedgerEvent {
        public ChargesReversed {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Support gave back what a customer had paid for.
     *
     * @param vpsId what it had been paid for; null if it was no VPS
     * @param chargeId the charge of it that is given back, as the statement names it; null if none in particular
     * @param actor who decided it
     */
    @Revision("2")
    record FundsRefunded(
            LedgerId ledgerId,
            AccountId accountId,
            RefundId refundId,
            @Nullable VpsId vpsId,
            @Nullable String chargeId,
            Usd amount,
            String reason,
            AccountId actor,
            Usd balanceAfter,
            Instant at)
            implements LedgerEvent {}

    /**
     * Support corrected the balance; or the platform did, since charges were reversed for which something had been refunded.
     *
     * @param vpsId the VPS whose charge is corrected; null if no charge is
     * @param chargeId the charge that is corrected, as the statement names it; null if none is, or if it is several
     * @param amount what was added; negative if it was taken away
     * @param actor who decided it; the id of zeros only if it was the platform
     */
    @Revision("2")
    record BalanceAdjusted(
            LedgerId ledgerId,
            AccountId accountId,
            AdjustmentId adjustmentId,
            @Nullable VpsId vpsId,
            @Nullable String chargeId,
            Usd amount,
            String reason,
            AccountId actor,
            Usd balanceAfter,
            Instant at)
            implements LedgerEvent {}

    /**
     * The balance has fallen below what counts as low; once, until a credit has lifted it above that again. Whoever is to be
     * alerted gets an e-mail.
     *
     * @param burnPerHour what the account's running machines cost in an hour
     * @param threshold what counts as low at that burn
     */
    @Revision("1")
    record LowBalanceReached(
            LedgerId ledgerId, AccountId accountId, Usd balance, Usd burnPerHour, Usd threshold, Instant at)
            implements LedgerEvent {}

    /** The balance is no longer low at the present burn, so that its next fall is told again. */
    @Revision("1")
    record LowBalanceOver(LedgerId ledgerId, AccountId accountId, Usd balance, Usd threshold, Instant at)
            implements LedgerEvent {}

    /**
     * Nothing is left on the balance. The grace time for the account's disks begins.
     *
     * @param graceEndsAt until when they are kept
     */
    @Revision("1")
    record BalanceExhausted(LedgerId ledgerId, AccountId accountId, Usd balance, Instant graceEndsAt, Instant at)
            implements LedgerEvent {}

    /** There is money on the balance again, which ends the grace time. What was stopped stays so until it is started. */
    @Revision("1")
    record BalanceRestored(LedgerId ledgerId, AccountId accountId, Usd balance, Instant at) implements LedgerEvent {}

    /** The grace time is about to end. Whoever is to be alerted gets an e-mail. */
    @Revision("1")
    record GraceEnding(LedgerId ledgerId, AccountId accountId, Instant endsAt, Instant at) implements LedgerEvent {}

    /**
     * The grace time is over, with nothing on the balance.
     *
     * @param vpsIds the VPSes that are to be destroyed
     */
    @Revision("1")
    record GraceEnded(LedgerId ledgerId, AccountId accountId, List<VpsId> vpsIds, Instant at) implements LedgerEvent {
        public GraceEnded {
            vpsIds = List.copyOf(vpsIds);
        }
    }

    /** These machines run and nobody pays for them: they are to be stopped, and keep their disks. */
    @Revision("1")
    record SuspensionDue(LedgerId ledgerId, AccountId accountId, SuspensionCause cause, List<VpsId> vpsIds, Instant at)
            implements LedgerEvent {
        public SuspensionDue {
            vpsIds = List.copyOf(vpsIds);
        }
    }

    /** The machines that this access token creates or starts may cost this much, in all. */
    @Revision("1")
    record SpendLimitSet(LedgerId ledgerId, AccountId accountId, AccessTokenId tokenId, Usd limit, Instant at)
            implements LedgerEvent {}

    /** The access token was revoked. Its limit counts as long as machines are left that it created. */
    @Revision("1")
    record SpendLimitEnded(LedgerId ledgerId, AccountId accountId, AccessTokenId tokenId, Instant at)
            implements LedgerEvent {}

    /** The machines that this access token created or started have cost as much as they may. */
    @Revision("1")
    record SpendLimitReached(
            LedgerId ledgerId, AccountId accountId, AccessTokenId tokenId, Usd spent, Usd limit, Instant at)
            implements LedgerEvent {}
}
