package dev.litevps.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.startup.InvalidSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Whom a request is counted to. */
class ClientAddressTest {

    private final ClientAddress behindProxies = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // who connects | what is said | who it is
                "203.0.113.7 | - | 203.0.113.7",
                "203.0.113.7 | 198.51.100.1 | 203.0.113.7",
                "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 1.1.1.1, 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 1.1.1.1, 198.51.100.1, 10.2.3.4 | 198.51.100.1",
                "10.0.0.1 | 10.9.9.9 | 10.9.9.9",
                "10.0.0.1 | - | 10.0.0.1",
                "10.0.0.1 | garbage | 10.0.0.1",
                "10.0.0.1 | 1.1.1.1, unknown | 10.0.0.1",
                "10.0.0.1 | '' | 10.0.0.1",
                "fd00::1 | 2001:db8::5 | 2001:db8::5",
                "10.0.0.1 | ::ffff:198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 198.51.100.1:5678 | 198.51.100.1",
                "10.0.0.1 | 1.1.1.1:1, 198.51.100.1:5678, 10.2.3.4:80 | 198.51.100.1",
                "10.0.0.1 | [2001:db8::5]:443 | 2001:db8::5",
                "10.0.0.1 | [2001:db8::5] | 2001:db8::5",
                "10.0.0.1 | 2001:db8::5 | 2001:db8::5",
                "10.0.0.1 | 2001:db8::5:443 | 2001:db8::5:443",
                "10.0.0.1 | 198.51.100.1:port | 10.0.0.1",
                "10.0.0.1 | 198.51.100.1:123456 | 10.0.0.1",
                "10.0.0.1 | [2001:db8::5:443 | 10.0.0.1"
            })
    void onlyTrustedProxiesAreBelieved(String remote, String forwarded, String client) {
        assertThat(behindProxies.of(request(remote, forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // who connects | what is said | who it is
                "203.0.113.7 | for=198.51.100.1 | 203.0.113.7",
                "10.0.0.1 | for=198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | For = 198.51.100.1;proto=https;by=10.0.0.1 | 198.51.100.1",
                "10.0.0.1 | proto=https;for=\"198.51.100.1:4711\" | 198.51.100.1",
                "10.0.0.1 | for=1.1.1.1, for=198.51.100.1, for=10.2.3.4 | 198.51.100.1",
                "10.0.0.1 | for=\"[2001:db8::5]:4711\" | 2001:db8::5",
                "10.0.0.1 | by=\"a,b;for=1.1.1.1\";for=198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | for=1.1.1.1, for=unknown | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1, for=_hidden | 10.0.0.1",
                "10.0.0.1 | for=1.1.1.1, proto=https | 10.0.0.1",
                "10.0.0.1 | for=\"198.51.100.1 | 10.0.0.1"
            })
    void theStandardHeaderIsBelievedInTheSameWay(String remote, String forwarded, String client) {
        assertThat(behindProxies.of(request(remote, "Forwarded", forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 198.51.100.1, 198.51.100.1",
        "198.51.100.1:80, 198.51.100.1, 198.51.100.1",
        "198.51.100.1, 1.1.1.1, 10.0.0.1"
    })
    void whoSaysDifferentThingsInTheTwoHeadersIsNotBelieved(String forwardedFor, String forwarded, String client) {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 4711))
                .header("X-Forwarded-For", forwardedFor)
                .header("Forwarded", "for=" + forwarded)
                .build();

        assertThat(behindProxies.of(request)).isEqualTo(client);
    }

    @Test
    void nobodyIsBelievedUnlessSaidSo() {
        ClientAddress direct = new ClientAddress(List.of());

        assertThat(direct.of(request("127.0.0.1", "198.51.100.1"))).isEqualTo("127.0.0.1");
    }

    @Test
    void anIpv6CustomerIsANetwork() {
        String one = behindProxies.limited(request("2001:db8:1:2::1", null));
        String other = behindProxies.limited(request("2001:db8:1:2:ffff::9", null));
        String stranger = behindProxies.limited(request("2001:db8:1:3::1", null));

        assertThat(one).isEqualTo(other).isNotEqualTo(stranger);
    }

    @Test
    void aNetworkThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new ClientAddress(List.of("the proxy"))).isInstanceOf(InvalidSettings.class);
    }

    private static MockServerHttpRequest request(String remote, @Nullable String forwardedFor) {
        return request(remote, "X-Forwarded-For", forwardedFor);
    }

    private static MockServerHttpRequest request(String remote, String header, @Nullable String forwarded) {
        MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(remote), 4711));
        if (forwarded != null) {
            request.header(header, forwarded);
        }
        return request.build();
    }
}
