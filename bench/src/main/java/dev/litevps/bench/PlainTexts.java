package dev.litevps.bench;

import dev.litevps.api.secrets.PersonalTexts;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.util.Optional;

/** Nobody looks into what a benchmark or a simulation stores, and nobody is erased: texts stay what they are. */
public final class PlainTexts implements PersonalTexts {

    @Override
    public Optional<EncryptedText> encrypt(AccountId accountId, String text) {
        return Optional.of(new EncryptedText(text));
    }

    @Override
    public Optional<String> decrypt(AccountId accountId, EncryptedText text) {
        return Optional.of(text.ciphertext());
    }
}
