package dev.litevps.command.ledger;

import dev.litevps.command.Command;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a ledger. */
public sealed interface LedgerCommand extends Command {

    LedgerId ledgerId();

    /** Add money. The same {@code creditId} counts once. */
    record CreditFunds(
            @TargetAggregateIdentifier LedgerId ledgerId,
            CreditId creditId,
            CreditKind kind,
            Usd amount,
            String reason,
            Instant at)
            implements LedgerCommand {}
}
