package dev.litevps.command.sshkey;

import dev.litevps.command.Command;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of an SSH public key. */
public sealed interface SshKeyCommand extends Command {

    SshKeyId sshKeyId();

    AccountId accountId();

    /** Keep this public key, whose form was validated before. Repeated, it changes nothing. */
    record AddSshKey(
            @TargetAggregateIdentifier SshKeyId sshKeyId,
            AccountId accountId,
            String name,
            String publicKey,
            String fingerprint,
            Instant at)
            implements SshKeyCommand {}

    /** Forget the key. Repeated, it changes nothing. */
    record RemoveSshKey(@TargetAggregateIdentifier SshKeyId sshKeyId, AccountId accountId, Instant at)
            implements SshKeyCommand {}
}
