package dev.litevps.command.account;

import dev.litevps.command.Aggregates;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.command.ledger.Ledgers;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** An account and its ledger begin together. */
@Component
class AccountRegistration {

    private final Repository<Account> accounts;
    private final Ledgers ledgers;

    AccountRegistration(Repository<Account> accounts, Ledgers ledgers) {
        this.accounts = accounts;
        this.ledgers = ledgers;
    }

    @CommandHandler
    void handle(RegisterAccount command) {
        Aggregates.decide(accounts, command.accountId(), Account::new, account -> account.register(command));
        ledgers.open(command.accountId(), command.at());
    }
}
