package dev.litevps.query.account;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param email encrypted under the account's key; null if the account was erased
 * @param lastLoginAt null if nobody has logged in yet
 * @param erasure null if the account was not erased
 */
public record AccountRow(
        AccountId id,
        @Nullable EncryptedText email,
        Role role,
        Instant registeredAt,
        @Nullable Instant lastLoginAt,
        @Nullable Erasure erasure) {

    /**
     * What is known of an account's end.
     *
     * @param by who of support did it
     * @param eventId the receipt
     */
    public record Erasure(Instant at, AccountId by, String reason, UUID eventId) {}

    public boolean isErased() {
        return erasure != null;
    }
}
