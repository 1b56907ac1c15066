package dev.litevps.api.platform;

import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.api.startup.InvalidSettings;
import dev.litevps.host.dns.Dns;
import dev.litevps.host.dns.DnsTable;
import dev.litevps.host.dns.Rfc2136Dns;
import dev.litevps.host.dns.Rfc2136Settings;
import dev.litevps.host.dns.TsigKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the names of machines are published. */
@Configuration(proxyBeanMethods = false)
class DnsConfiguration {

    private static final int INSTALLATION_BYTES = 4;

    @Bean
    Dns dns(DnsProperties properties, MasterSecret masterSecret) {
        String server = properties.server();
        if (server == null || server.isBlank() || server.equals(DnsProperties.NO_SERVER)) {
            return new DnsTable(properties.zone());
        }
        String keyName = required(properties.keyName(), "litevps.dns.key-name");
        String zone = required(properties.zone(), "litevps.dns.zone");
        byte[] installation = masterSecret.derive("installation");
        try {
            return new Rfc2136Dns(new Rfc2136Settings(
                    new InetSocketAddress(InetAddress.ofLiteral(server), properties.port()),
                    zone,
                    new TsigKey(keyName, secret(properties)),
                    HexFormat.of().formatHex(installation, 0, INSTALLATION_BYTES),
                    properties.ttl(),
                    properties.timeout()));
        } catch (IllegalArgumentException e) {
            InvalidSettings invalid =
                    new InvalidSettings("litevps.dns does not name a zone of a server: " + e.getMessage() + ".");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static byte[] secret(DnsProperties properties) {
        try {
            return Base64.getDecoder().decode(required(properties.keySecret(), "litevps.dns.key-secret"));
        } catch (IllegalArgumentException e) {
            // Its message would show part of the secret.
            throw new InvalidSettings("litevps.dns.key-secret must be Base64.");
        }
    }

    private static String required(@Nullable String value, String setting) {
        if (value == null || value.isBlank()) {
            throw new InvalidSettings("litevps.dns.server needs a zone and its key: " + setting + " is missing.");
        }
        return value;
    }
}
