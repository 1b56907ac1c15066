package dev.litevps.api.platform;

import dev.litevps.api.postgres.EmbeddedPostgresServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether this server is one that somebody just tries out: it brings its own database and listens on a loopback address
 * only. Nowhere else is there an account whose password everybody knows.
 */
@Component
public class DemoMode {

    private final boolean on;

    DemoMode(
            DemoProperties properties,
            ObjectProvider<EmbeddedPostgresServer> embeddedDatabase,
            @Value("${server.address}") String address)
            throws UnknownHostException {
        this.on = properties.enabled()
                && embeddedDatabase.getIfAvailable() != null
                && InetAddress.getByName(address).isLoopbackAddress();
    }

    /** True where whoever reaches the server sits in front of it. */
    public boolean isOn() {
        return on;
    }
}
