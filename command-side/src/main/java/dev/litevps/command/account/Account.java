package dev.litevps.command.account;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.account.AccountCommand.EndSessions;
import dev.litevps.command.account.AccountCommand.EraseAccount;
import dev.litevps.command.account.AccountCommand.LogIn;
import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.events.account.AccountEvent;
import dev.litevps.events.account.AccountEvent.AccountErased;
import dev.litevps.events.account.AccountEvent.AccountRegistered;
import dev.litevps.events.account.AccountEvent.LoggedIn;
import dev.litevps.events.account.AccountEvent.SessionsEnded;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * An account is registered once; from then on its owner logs in, and ends all sessions at will, until it is erased. Its money is
 * the ledger's business.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("3")
class Account {

    @AggregateIdentifier
    private @Nullable AccountId accountId;

    private Role role = Role.CUSTOMER;
    private boolean erased;

    void register(RegisterAccount command) {
        if (accountId == null) {
            apply(new AccountRegistered(command.accountId(), command.email(), command.role(), command.at()));
        }
    }

    @CommandHandler
    void handle(LogIn command) {
        apply(new LoggedIn(command.accountId(), command.at()));
    }

    @CommandHandler
    void handle(EndSessions command) {
        apply(new SessionsEnded(command.accountId(), command.at()));
    }

    void erase(EraseAccount command) {
        if (erased) {
            return;
        }
        if (role != Role.CUSTOMER && command.byRole() != Role.OPERATOR) {
            throw new CommandRejected(
                    RejectionCode.STAFF_ACCOUNT, "only an operator erases the account of one of the staff");
        }
        apply(new AccountErased(command.accountId(), command.by(), command.reason(), command.at()));
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        switch (event) {
            case AccountRegistered registered -> {
                accountId = registered.accountId();
                role = registered.role();
            }
            case AccountErased _ -> erased = true;
            case LoggedIn _, SessionsEnded _ -> {
                // Nothing is decided by them.
            }
        }
    }
}
