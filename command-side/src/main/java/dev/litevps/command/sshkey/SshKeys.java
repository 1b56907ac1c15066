package dev.litevps.command.sshkey;

import dev.litevps.command.Aggregates;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyId;
import java.util.Comparator;
import java.util.List;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/** What other aggregates' handlers ask of an account's SSH keys. */
@Component
public class SshKeys {

    private static final String UNKNOWN = "there is no such SSH key";

    private final Repository<SshKey> keys;

    SshKeys(Repository<SshKey> keys) {
        this.keys = keys;
    }

    /** The lines of these keys; {@link RejectionCode#UNKNOWN_SSH_KEY} if one is missing, removed or somebody else's. */
    public List<String> publicKeys(AccountId owner, List<SshKeyId> ids) {
        // Always in one order, so that two callers who name the same keys cannot wait for each other's locks.
        return ids.stream()
                .distinct()
                .sorted(Comparator.comparing(SshKeyId::value))
                .map(id -> publicKey(owner, id))
                .toList();
    }

    private String publicKey(AccountId owner, SshKeyId id) {
        return Aggregates.load(keys, id, RejectionCode.UNKNOWN_SSH_KEY, UNKNOWN)
                .invoke(key -> key.publicKeyFor(owner))
                .orElseThrow(() -> new CommandRejected(RejectionCode.UNKNOWN_SSH_KEY, UNKNOWN));
    }
}
