package dev.litevps.command.account;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.account.AccountCommand.EraseAccount;
import dev.litevps.command.ledger.Ledgers;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** An account is erased when nothing of it costs money any more, which its ledger knows. */
@Component
class AccountErasure {

    private final Repository<Account> accounts;
    private final Ledgers ledgers;

    AccountErasure(Repository<Account> accounts, Ledgers ledgers) {
        this.accounts = accounts;
        this.ledgers = ledgers;
    }

    @CommandHandler
    void handle(EraseAccount command) {
        if (command.by().equals(command.accountId())) {
            throw new CommandRejected(RejectionCode.OWN_ACCOUNT, "nobody erases the own account");
        }
        Aggregates.load(accounts, command.accountId(), RejectionCode.UNKNOWN_ACCOUNT, "there is no such account")
                .execute(account -> account.erase(command));
        ledgers.requireIdle(command.accountId());
    }
}
