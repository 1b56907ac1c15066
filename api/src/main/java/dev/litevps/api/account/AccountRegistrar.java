package dev.litevps.api.account;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Credentials;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers accounts: credentials, encryption key and events in one transaction. Blocks. */
@Component
public class AccountRegistrar {

    private final Credentials credentials;
    private final PersonalData personalData;
    private final CommandGateway gateway;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountRegistrar(
            Credentials credentials,
            PersonalData personalData,
            CommandGateway gateway,
            TransactionTemplate transactions,
            Clock clock) {
        this.credentials = credentials;
        this.personalData = personalData;
        this.gateway = gateway;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Registers the account; nothing of it is left if any part fails. */
    public void register(AccountId accountId, Role role, String email, String password) {
        transactions.executeWithoutResult(_ -> {
            credentials.add(accountId, role, email, password);
            gateway.sendAndWait(new RegisterAccount(
                    accountId, personalData.encryptForNew(accountId, email), role, clock.instant()));
        });
    }
}
