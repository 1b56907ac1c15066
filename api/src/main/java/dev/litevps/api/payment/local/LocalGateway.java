package dev.litevps.api.payment.local;

import dev.litevps.api.payment.PaymentGateway;
import dev.litevps.api.secrets.KeyedHash;
import dev.litevps.api.web.PublicUrl;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Checkout pages of this server. Whoever has a page's address may use it, and nobody can guess one. */
final class LocalGateway implements PaymentGateway {

    private final byte[] key;
    private final PublicUrl publicUrl;

    LocalGateway(byte[] key, PublicUrl publicUrl) {
        this.key = key.clone();
        this.publicUrl = publicUrl;
    }

    @Override
    public URI openCheckout(TopUpId topUpId, AccountId accountId, Usd amount) {
        return publicUrl.of("/checkout/" + topUpId + "?signature=" + signature(topUpId));
    }

    /** Whether this signature is the one in the address of the top-up's page. */
    boolean isSigned(TopUpId topUpId, String signature) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), signature(topUpId).getBytes(StandardCharsets.UTF_8));
    }

    private String signature(TopUpId topUpId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(KeyedHash.of(key, topUpId.toString()));
    }
}
