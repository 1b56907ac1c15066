package dev.litevps.api.secrets;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Accounts have their keys until these are destroyed. What is encrypted cannot be read at a glance, and only as its account's. */
public final class MemoryTexts implements PersonalTexts {

    private final Set<AccountId> erased = new HashSet<>();

    public void destroyKey(AccountId accountId) {
        erased.add(accountId);
    }

    @Override
    public Optional<EncryptedText> encrypt(AccountId accountId, String text) {
        return erased.contains(accountId)
                ? Optional.empty()
                : Optional.of(new EncryptedText(
                        Base64.getEncoder().encodeToString((accountId + text).getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public Optional<String> decrypt(AccountId accountId, EncryptedText text) {
        if (erased.contains(accountId)) {
            return Optional.empty();
        }
        String decrypted = new String(Base64.getDecoder().decode(text.ciphertext()), StandardCharsets.UTF_8);
        if (!decrypted.startsWith(accountId.toString())) {
            throw new IllegalArgumentException("encrypted under the key of another account");
        }
        return Optional.of(decrypted.substring(accountId.toString().length()));
    }
}
