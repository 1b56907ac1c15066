package dev.litevps.api.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The names of machines.
 *
 * @param zone what their names end with; null for none
 * @param server the primary server of the zone, a literal address; null, or {@link #NO_SERVER}, for a table in this process
 * @param port where it takes dynamic updates, over TCP
 * @param keyName the key that may update and transfer the zone
 * @param keySecret its secret for HMAC-SHA256 in Base64; never shown
 * @param ttl how long others may remember an address
 * @param timeout how long the server may take to answer
 */
@ConfigurationProperties("litevps.dns")
record DnsProperties(
        @Nullable String zone,
        @Nullable String server,
        @DefaultValue("53") int port,
        @Nullable String keyName,
        @Nullable String keySecret,
        @DefaultValue("60s") Duration ttl,
        @DefaultValue("3s") Duration timeout) {

    static final String NO_SERVER = "none";

    @Override
    public String toString() {
        return "DnsProperties[" + zone + " at " + server + ":" + port + "]";
    }
}
