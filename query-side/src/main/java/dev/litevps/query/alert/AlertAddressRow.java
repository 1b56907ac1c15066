package dev.litevps.query.alert;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.alert.AlertAddressId;
import java.time.Instant;

/**
 * An address at which an account is alerted.
 *
 * @param email encrypted under the account's key
 */
public record AlertAddressRow(AlertAddressId id, AccountId accountId, EncryptedText email, Instant addedAt) {}
