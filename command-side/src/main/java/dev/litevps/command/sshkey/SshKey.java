package dev.litevps.command.sshkey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.sshkey.SshKeyCommand.AddSshKey;
import dev.litevps.command.sshkey.SshKeyCommand.RemoveSshKey;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyEvent;
import dev.litevps.events.sshkey.SshKeyEvent.SshKeyAdded;
import dev.litevps.events.sshkey.SshKeyEvent.SshKeyRemoved;
import dev.litevps.events.sshkey.SshKeyId;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A public key is added by its account, can be named when a VPS is created, and is removed in the end. */
@Aggregate(cache = "aggregateCache")
@Revision("1")
class SshKey {

    @AggregateIdentifier
    private @Nullable SshKeyId sshKeyId;

    private @Nullable AccountId accountId;
    private String publicKey = "";
    private boolean removed;

    SshKey() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AddSshKey command) {
        if (sshKeyId == null) {
            apply(new SshKeyAdded(
                    command.sshKeyId(),
                    command.accountId(),
                    command.name(),
                    command.publicKey(),
                    command.fingerprint(),
                    command.at()));
        }
    }

    @CommandHandler
    void handle(RemoveSshKey command) {
        if (!command.accountId().equals(accountId)) {
            throw new CommandRejected(RejectionCode.UNKNOWN_SSH_KEY, "there is no such SSH key");
        }
        if (!removed) {
            apply(new SshKeyRemoved(command.sshKeyId(), command.accountId(), command.at()));
        }
    }

    /** The key line, if the account may name this key. */
    Optional<String> publicKeyFor(AccountId owner) {
        return owner.equals(accountId) && !removed ? Optional.of(publicKey) : Optional.empty();
    }

    @EventSourcingHandler
    void on(SshKeyEvent event) {
        switch (event) {
            case SshKeyAdded added -> {
                sshKeyId = added.sshKeyId();
                accountId = added.accountId();
                publicKey = added.publicKey();
            }
            case SshKeyRemoved _ -> removed = true;
        }
    }
}
