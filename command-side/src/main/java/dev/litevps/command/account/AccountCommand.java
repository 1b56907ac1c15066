package dev.litevps.command.account;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of an account. */
public sealed interface AccountCommand extends Command {

    AccountId accountId();

    /** Open an account and its ledger. That the e-mail address is free was made sure in the same transaction. */
    record RegisterAccount(@TargetAggregateIdentifier AccountId accountId, EncryptedText email, Role role, Instant at)
            implements AccountCommand {}

    /** Note that the owner logged in; the password was verified before. */
    record LogIn(@TargetAggregateIdentifier AccountId accountId, Instant at) implements AccountCommand {}

    /** Note that all sessions were ended; their tokens are refused from the same transaction on. */
    record EndSessions(@TargetAggregateIdentifier AccountId accountId, Instant at) implements AccountCommand {}

    /**
     * Note that the account was erased; its key is destroyed in the same transaction. Refused while there is a VPS that costs
     * money or is being made, and to the owner; an account of staff is erased by operators only. Repeated, it changes nothing.
     *
     * @param byRole what who erases it may do
     */
    record EraseAccount(
            @TargetAggregateIdentifier AccountId accountId, AccountId by, Role byRole, String reason, Instant at)
            implements AccountCommand {}
}
