package dev.litevps.events.sshkey;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Personal;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of an SSH public key that an account keeps with the platform. */
public sealed interface SshKeyEvent {

    SshKeyId sshKeyId();

    AccountId accountId();

    Instant at();

    /**
     * The account can name this key when it creates a VPS.
     *
     * @param publicKey one line: {@code type base64}
     * @param fingerprint {@code SHA256:…}, as OpenSSH prints it
     */
    @Revision("1")
    record SshKeyAdded(
            SshKeyId sshKeyId,
            AccountId accountId,
            @Personal String name,
            @Personal String publicKey,
            @Personal String fingerprint,
            Instant at)
            implements SshKeyEvent {}

    /** The key can no longer be named. Machines that have it keep it. */
    @Revision("1")
    record SshKeyRemoved(SshKeyId sshKeyId, AccountId accountId, Instant at) implements SshKeyEvent {}
}
