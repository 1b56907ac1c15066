package dev.litevps.api.secrets;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.util.Optional;

/** Texts that only the key of an account makes readable. */
public interface PersonalTexts {

    /** Encrypts; empty if the account's key is destroyed. */
    Optional<EncryptedText> encrypt(AccountId accountId, String text);

    /** The text; empty if the account's key is destroyed. */
    Optional<String> decrypt(AccountId accountId, EncryptedText text);
}
