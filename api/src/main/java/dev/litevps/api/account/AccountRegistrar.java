package dev.litevps.api.account;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Credentials;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import dev.litevps.saga.SagaCommands;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers accounts: credentials, encryption key and events in one transaction. Blocks. */
@Component
public class AccountRegistrar {

    private final Credentials credentials;
    private final PersonalData personalData;
    private final SagaCommands commands;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountRegistrar(
            Credentials credentials,
            PersonalData personalData,
            SagaCommands commands,
            TransactionTemplate transactions,
            Clock clock) {
        this.credentials = credentials;
        this.personalData = personalData;
        this.commands = commands;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Registers the account; nothing of it is left if any part fails. */
    public void register(AccountId accountId, Role role, String email, String password) {
        transactions.executeWithoutResult(_ -> {
            credentials.add(accountId, role, email, password);
            commands.send(new RegisterAccount(
                    accountId, personalData.encryptForNew(accountId, email), role, clock.instant()));
        });
    }
}
