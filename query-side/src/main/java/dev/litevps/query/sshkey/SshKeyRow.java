package dev.litevps.query.sshkey;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyId;
import java.time.Instant;

/**
 * An SSH public key that an account keeps with the platform.
 *
 * @param publicKey one line: {@code type base64}
 * @param fingerprint {@code SHA256:…}, as OpenSSH prints it
 */
public record SshKeyRow(
        SshKeyId id, AccountId accountId, String name, String publicKey, String fingerprint, Instant addedAt) {}
