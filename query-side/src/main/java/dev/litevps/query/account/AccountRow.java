package dev.litevps.query.account;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param email encrypted under the account's key
 * @param lastLoginAt null if nobody has logged in yet
 */
public record AccountRow(
        AccountId id,
        EncryptedText email,
        Role role,
        Instant registeredAt,
        @Nullable Instant lastLoginAt) {}
