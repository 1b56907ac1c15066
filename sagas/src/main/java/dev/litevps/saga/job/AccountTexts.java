package dev.litevps.saga.job;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.util.Optional;

/** What only the owner of an account shall read, under the key of the account. Blocks. */
public interface AccountTexts {

    /** Empty if the key is destroyed. */
    Optional<EncryptedText> encrypt(AccountId accountId, String text);

    /** Empty if the key is destroyed. */
    Optional<String> decrypt(AccountId accountId, EncryptedText text);
}
