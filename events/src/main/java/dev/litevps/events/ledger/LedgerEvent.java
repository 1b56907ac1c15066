package dev.litevps.events.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

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
}
