package dev.litevps.api.account;

import dev.litevps.api.eventstore.Receipt;
import dev.litevps.api.eventstore.TransactionalCommands;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.Credentials;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.events.Provenance;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Registers accounts: credentials, encryption key and events in one transaction. Blocks. */
@Component
public class AccountRegistrar {

    private final Credentials credentials;
    private final PersonalData personalData;
    private final TransactionalCommands commands;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountRegistrar(
            Credentials credentials,
            PersonalData personalData,
            TransactionalCommands commands,
            TransactionTemplate transactions,
            Clock clock) {
        this.credentials = credentials;
        this.personalData = personalData;
        this.commands = commands;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Registers an account that nobody asked for over the network; nothing of it is left if any part fails. */
    public void register(AccountId accountId, Role role, String email, String password) {
        register(accountId, role, email, password, Map.of());
    }

    /**
     * Registers the account; nothing of it is left if any part fails.
     *
     * @param provenance where it comes from; if it names nobody, the new account registers itself
     */
    Receipt register(AccountId accountId, Role role, String email, String password, Map<String, String> provenance) {
        Map<String, String> metaData = new HashMap<>(provenance);
        metaData.putIfAbsent(Provenance.ACCOUNT_ID, accountId.toString());
        metaData.putIfAbsent(Provenance.ROLE, role.name());
        return Objects.requireNonNull(transactions.execute(_ -> {
            credentials.add(accountId, role, email, password);
            RegisterAccount command =
                    new RegisterAccount(accountId, personalData.encryptForNew(accountId, email), role, clock.instant());
            return commands.send(GenericCommandMessage.asCommandMessage(command).withMetaData(metaData), () -> {});
        }));
    }
}
