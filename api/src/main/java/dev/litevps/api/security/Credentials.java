package dev.litevps.api.security;

import dev.litevps.api.secrets.KeyedHash;
import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords: table {@code credential}, hashed with Argon2id. An e-mail address is found by a keyed hash of it, so that
 * the table names nobody. All methods block.
 */
@Component
public class Credentials {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int PARALLELISM = 1;
    private static final int MEMORY_KB = 19_456;
    private static final int ITERATIONS = 2;

    private final JdbcClient jdbc;
    private final byte[] emailKey;
    private final PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, PARALLELISM, MEMORY_KB, ITERATIONS);

    /** What an unknown user's password is compared with, so that the answer takes as long as for a known one. */
    private final String decoyHash;

    private record Stored(UUID accountId, Role role, String passwordHash, int sessionGeneration) {}

    /**
     * An account that proved its password.
     *
     * @param sessionGeneration which of its sessions are good now
     */
    public record Authenticated(AccountId accountId, Role role, int sessionGeneration) {}

    Credentials(JdbcClient jdbc, MasterSecret masterSecret) {
        this.jdbc = jdbc;
        this.emailKey = masterSecret.derive("email-index");
        this.decoyHash = hash(UUID.randomUUID().toString());
    }

    /**
     * Gives the account its e-mail address and password, in the current transaction.
     *
     * @throws CommandRejected with {@link RejectionCode#EMAIL_TAKEN} if another account has the address
     */
    public void add(AccountId accountId, Role role, String email, String password) {
        try {
            jdbc.sql("INSERT INTO credential (email_hash, account_id, role, password_hash) VALUES (?, ?, ?, ?)")
                    .params(emailHash(email), accountId.value(), role.name(), hash(password))
                    .update();
        } catch (DuplicateKeyException e) {
            CommandRejected rejected =
                    new CommandRejected(RejectionCode.EMAIL_TAKEN, "this e-mail address has an account already");
            rejected.initCause(e);
            throw rejected;
        }
    }

    /** The account that has this e-mail address; empty if none has. */
    public Optional<AccountId> accountOf(String email) {
        return find(email).map(row -> new AccountId(row.accountId()));
    }

    /** Whether an account has this e-mail address. */
    public boolean isTaken(String email) {
        return find(email).isPresent();
    }

    /** The account with this e-mail address, if that is its password; takes as long whether or not there is one. */
    public Optional<Authenticated> authenticate(String email, String password) {
        Optional<Stored> stored = find(email);
        boolean matches =
                encoder.matches(password, stored.map(Stored::passwordHash).orElse(decoyHash));
        return stored.filter(_ -> matches)
                .map(row -> new Authenticated(new AccountId(row.accountId()), row.role(), row.sessionGeneration()));
    }

    private Optional<Stored> find(String email) {
        return jdbc.sql(
                        "SELECT account_id, role, password_hash, session_generation FROM credential WHERE email_hash = ?")
                .param(emailHash(email))
                .query(Stored.class)
                .optional();
    }

    private String hash(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private byte[] emailHash(String email) {
        return KeyedHash.of(emailKey, email.strip().toLowerCase(Locale.ROOT));
    }
}
