package dev.litevps.command.topup;

import dev.litevps.command.Aggregates;
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
                        "top-up",
                        command.at()));
    }

    @CommandHandler
    void handle(ExpireTopUp command) {
        load(command.topUpId()).execute(topUp -> topUp.expire(command));
    }

    private Aggregate<TopUp> load(TopUpId topUpId) {
        return Aggregates.load(topUps, topUpId, RejectionCode.UNKNOWN_TOP_UP, "there is no such top-up");
    }
}
