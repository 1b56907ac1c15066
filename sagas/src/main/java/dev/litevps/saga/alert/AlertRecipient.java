package dev.litevps.saga.alert;

import dev.litevps.events.account.EncryptedText;

/**
 * One address at which an account is alerted.
 *
 * @param name tells the account's recipients apart, and is the same each time; names no person
 * @param email encrypted under the account's key
 */
public record AlertRecipient(String name, EncryptedText email) {}
