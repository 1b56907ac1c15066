package dev.litevps.api.limit;

import dev.litevps.api.startup.InvalidSettings;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * From where a request was sent. {@code X-Forwarded-For} and {@code Forwarded} (RFC 7239) are what anybody may write; so they
 * are believed only as far as those wrote them who are trusted ({@code litevps.trusted-proxies}): from their end on, up to
 * the first address that is not a trusted proxy's. A proxy writes one of them and may pass the other on as its client wrote
 * it: if they do not say the same, neither is believed, and the request is counted to the proxy.
 */
@Component
public final class ClientAddress {

    /** The least that is given to one customer. */
    private static final int IPV6_PREFIX = 64;

    private final List<IPAddress> trustedProxies;

    ClientAddress(@Value("${litevps.trusted-proxies:}") List<String> trustedProxies) {
        this.trustedProxies = trustedProxies.stream()
                .filter(network -> !network.isBlank())
                .map(network -> parse(network.strip())
                        .orElseThrow(() -> new InvalidSettings(
                                "litevps.trusted-proxies must be networks such as 10.0.0.0/8, not \"" + network
                                        + "\".")))
                .toList();
    }

    /** The client's literal IP address; null if nobody knows it. */
    public @Nullable String of(ServerHttpRequest request) {
        return find(request).map(IPAddress::toCanonicalString).orElse(null);
    }

    /** What is limited together: an IPv4 address, or an IPv6 network of the size that one customer gets. */
    String limited(ServerHttpRequest request) {
        return find(request)
                .map(address -> address.isIPv6() ? address.toPrefixBlock(IPV6_PREFIX) : address)
                .map(IPAddress::toCanonicalString)
                .orElse("unknown");
    }

    private Optional<IPAddress> find(ServerHttpRequest request) {
        Optional<IPAddress> remote = remote(request);
        List<String> forwardedFor = ForwardedHops.ofForwardedFor(request.getHeaders());
        List<String> forwarded = ForwardedHops.ofForwarded(request.getHeaders());
        Optional<IPAddress> client = follow(remote, forwardedFor.isEmpty() ? forwarded : forwardedFor);
        boolean both = !forwardedFor.isEmpty() && !forwarded.isEmpty();
        return both && !client.equals(follow(remote, forwarded)) ? remote : client;
    }

    private Optional<IPAddress> follow(Optional<IPAddress> remote, List<String> hops) {
        Optional<IPAddress> client = remote;
        for (int hop = hops.size() - 1;
                hop >= 0 && client.filter(this::isTrusted).isPresent();
                hop--) {
            Optional<IPAddress> before = parse(hops.get(hop));
            if (before.isEmpty()) {
                return client;
            }
            client = before;
        }
        return client;
    }

    private static Optional<IPAddress> remote(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null
                ? Optional.empty()
                : parse(remote.getAddress().getHostAddress().replaceFirst("%.*", ""));
    }

    private boolean isTrusted(IPAddress address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }

    /** IPv4 in IPv6's clothes is IPv4. */
    private static Optional<IPAddress> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            IPAddress address = new IPAddressString(text).toAddress();
            if (address == null) {
                return Optional.empty();
            }
            return Optional.of(
                    address.isIPv6() && address.toIPv6().isIPv4Mapped()
                            ? address.toIPv6().getEmbeddedIPv4Address()
                            : address);
        } catch (AddressStringException notAnAddress) {
            return Optional.empty();
        }
    }
}
