package dev.litevps.api.sshkey;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.sshkey.SshKeyId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which keys an account has: table {@code ssh_key_material}. Its primary key sees to it that two requests, on whatever nodes,
 * cannot add the same one. All methods block, and write in the transaction that is under way.
 */
@Component
public class SshKeyMaterial {

    /** Enough for every device of a team; few enough to be written into one machine's authorized_keys. */
    public static final int MOST = 100;

    private final JdbcClient jdbc;

    SshKeyMaterial(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes the key; {@link ApiException} 409 if the account has it already, or has as many as it may. */
    void add(AccountId accountId, String fingerprint, SshKeyId id) {
        // Whoever adds one to the same account waits here until the transaction has ended, and counts it.
        jdbc.sql("SELECT account_id FROM credential WHERE account_id = ? FOR UPDATE")
                .param(accountId.value())
                .query(UUID.class)
                .optional();
        int added =
                jdbc.sql("""
                        INSERT INTO ssh_key_material (account_id, fingerprint, ssh_key_id) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING""").params(accountId.value(), fingerprint, id.value()).update();
        if (added == 0) {
            throw ApiException.conflict("duplicate_ssh_key", "the account has this key already: " + fingerprint);
        }
        if (count(accountId) > MOST) {
            throw ApiException.conflict(
                    "too_many_ssh_keys", "an account can have " + MOST + " SSH keys; remove one first");
        }
    }

    /** Forgets the key, so that it may be added again. */
    void remove(AccountId accountId, SshKeyId id) {
        jdbc.sql("DELETE FROM ssh_key_material WHERE account_id = ? AND ssh_key_id = ?")
                .params(accountId.value(), id.value())
                .update();
    }

    private int count(AccountId accountId) {
        return jdbc.sql("SELECT count(*) FROM ssh_key_material WHERE account_id = ?")
                .param(accountId.value())
                .query(Integer.class)
                .single();
    }
}
