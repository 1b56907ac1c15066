package dev.litevps.host.dns;

import java.util.Arrays;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** A key that a name server shares with the platform, for HMAC-SHA256 (RFC 8945). It shows its name only. */
public final class TsigKey {

    private final Name name;
    private final byte[] secret;

    /**
     * A key.
     *
     * @param name as the server knows it
     * @param secret the shared bytes, at least one
     * @throws IllegalArgumentException if the name is no domain name or there is no secret
     */
    public TsigKey(String name, byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("A key needs a secret");
        }
        try {
            this.name = Name.fromString(name, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("Not the name of a key: " + name, e);
        }
        this.secret = secret.clone();
    }

    TSIG signer() {
        return new TSIG(TSIG.HMAC_SHA256, name, secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TsigKey key && name.equals(key.name) && Arrays.equals(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "TsigKey[" + name + "]";
    }
}
