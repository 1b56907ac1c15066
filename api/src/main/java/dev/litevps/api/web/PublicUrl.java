package dev.litevps.api.web;

import dev.litevps.api.startup.InvalidSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where customers find this server: {@code litevps.public-url}, or the address and port that it listens on. Never what a
 * request says in its {@code Host} header, which anybody can write.
 */
@Component
public final class PublicUrl {

    private static final String SETTING = "litevps.public-url";

    private final @Nullable URI configured;
    private final InetAddress address;
    private final Environment environment;

    PublicUrl(
            @Value("${litevps.public-url:}") String publicUrl,
            @Value("${server.address:127.0.0.1}") String address,
            Environment environment)
            throws UnknownHostException {
        this.configured = publicUrl.isBlank() ? null : parse(publicUrl.strip());
        this.address = InetAddress.getByName(address);
        this.environment = environment;
    }

    /**
     * The address of something on this server. Without a configured one it is only known once the server listens.
     *
     * @param path begins with a slash, may have a query
     */
    public URI of(String path) {
        return URI.create(base() + path);
    }

    /** The name or address in the configured one; null if none is. */
    public @Nullable String configuredHost() {
        return configured == null ? null : configured.getHost();
    }

    private String base() {
        return configured != null
                ? configured.toString()
                : "http://" + host() + ":" + environment.getRequiredProperty("local.server.port");
    }

    private String host() {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private static URI parse(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static InvalidSettings invalid(String text) {
        return new InvalidSettings(
                SETTING + " must be an address such as https://cloud.example.com, not \"" + text + "\".");
    }
}
