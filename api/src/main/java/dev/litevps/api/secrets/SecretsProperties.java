package dev.litevps.api.secrets;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the master secret comes from.
 *
 * @param data the data folder; a secret is made there on the first start if none is given
 * @param masterSecret 32 bytes in base64; every node of a cluster has the same
 */
@ConfigurationProperties("litevps")
public record SecretsProperties(
        @DefaultValue("data") Path data, @Nullable String masterSecret) {

    /** Without the secret, since it may end up in a log. */
    @Override
    public String toString() {
        return "SecretsProperties[data=" + data + "]";
    }
}
