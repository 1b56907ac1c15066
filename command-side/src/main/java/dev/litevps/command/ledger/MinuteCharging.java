package dev.litevps.command.ledger;

import dev.litevps.command.plan.PriceBook;
import dev.litevps.events.ledger.LedgerId;
import java.util.Comparator;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** Charges many accounts in one unit of work: one transaction, and one trip to the database, for all of them. */
@Component
class MinuteCharging {

    private final Repository<Ledger> ledgers;
    private final PriceBook prices;
    private final BillingTerms terms;

    MinuteCharging(Repository<Ledger> ledgers, PriceBook prices, BillingTerms terms) {
        this.ledgers = ledgers;
        this.prices = prices;
        this.terms = terms;
    }

    /** In the order of their ids, as everybody locks ledgers who locks more than one. */
    @CommandHandler
    void handle(ChargeMinute command) {
        List<String> inOrder = command.ledgerIds().stream()
                .map(LedgerId::toString)
                .sorted(Comparator.naturalOrder())
                .toList();
        for (String ledgerId : inOrder) {
            ledgers.load(ledgerId).execute(ledger -> ledger.charge(command.minute(), prices, terms, command.at()));
        }
    }
}
