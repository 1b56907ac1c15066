package dev.litevps.command.topup;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.ledger.Ledgers;
import dev.litevps.command.topup.TopUpCommand.ConfirmTopUp;
import dev.litevps.command.topup.TopUpCommand.ExpireTopUp;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.topup.TopUpId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** How a top-up ends: paid, together with the credit on the ledger, or expired. */
@Component
class TopUpSettlement {

    private static final String UNKNOWN = "there is no such top-up";

    private final Repository<TopUp> topUps;
    private final Ledgers ledgers;

    TopUpSettlement(Repository<TopUp> topUps, Ledgers ledgers) {
        this.topUps = topUps;
        this.ledgers = ledgers;
    }

    @CommandHandler
    void handle(ConfirmTopUp command) {
        load(command.topUpId())
                .invoke(topUp -> topUp.confirm(command))
                .ifPresent(accountId -> ledgers.credit(
                        accountId,
                        new CreditId(command.topUpId().value()),
                        CreditKind.TOP_UP,
                        command.amountPaid(),
                        "paid at checkout",
                        command.at()));
    }

    @CommandHandler
    void handle(ExpireTopUp command) {
        load(command.topUpId()).execute(topUp -> topUp.expire(command));
    }

    /** The id comes from outside: it may be one of another kind of aggregate. */
    private Aggregate<TopUp> load(TopUpId topUpId) {
        Aggregate<TopUp> found = Aggregates.load(topUps, topUpId, RejectionCode.UNKNOWN_TOP_UP, UNKNOWN);
        if (!TopUp.class.equals(found.rootType()) || !found.invoke(TopUp::wasRequested)) {
            throw new CommandRejected(RejectionCode.UNKNOWN_TOP_UP, UNKNOWN);
        }
        return found;
    }
}
