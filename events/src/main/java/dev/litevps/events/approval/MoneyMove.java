package dev.litevps.events.approval;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.PaidFor;
import org.jspecify.annotations.Nullable;

/**
 * What support wants to do to an account's money.
 *
 * @param amount what is added to the balance; below zero only in corrections
 * @param reason for the customer and the auditor to read
 * @param paidFor what is refunded or corrected; null if that is nothing in particular, and for credits
 */
public record MoneyMove(
        AccountId accountId,
        MoneyKind kind,
        Usd amount,
        String reason,
        @Nullable PaidFor paidFor) {}
