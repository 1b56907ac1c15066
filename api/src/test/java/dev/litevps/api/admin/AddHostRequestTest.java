package dev.litevps.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.web.ApiException;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddHostRequestTest {

    private static AddHostRequest request(@Nullable String kind, @Nullable String uri) {
        return new AddHostRequest("second", kind, uri, "127.0.2.0/24", null);
    }

    @Test
    void aSimulatedHostIsForTryingThingsOutOnly() {
        AddHostRequest request = request("simulated", null);

        assertThat(request.connection(false)).isEqualTo(new HostConnection(HostKind.SIMULATED, null));
        assertThatThrownBy(() -> request.connection(true))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("not for real customers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test:///default", "TEST:///default", "test+ssh://root@host/default", "test:default"})
    void aHostThatLibvirtMakesUpIsForTryingThingsOutOnly(String uri) {
        AddHostRequest request = request("libvirt", uri);

        assertThat(request.connection(false)).isEqualTo(new HostConnection(HostKind.LIBVIRT, uri));
        assertThatThrownBy(() -> request.connection(true))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("not for real customers");
    }

    @Test
    void aLibvirtHostNeedsItsUri() {
        assertThat(request("libvirt", "qemu:///system").connection(true))
                .isEqualTo(new HostConnection(HostKind.LIBVIRT, "qemu:///system"));
        assertThatThrownBy(() -> request("libvirt", null).connection(true)).isInstanceOf(ApiException.class);
    }

    @Test
    void anythingElseIsNoHost() {
        assertThatThrownBy(() -> request("vmware", null).connection(false)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> request(null, null).connection(false)).isInstanceOf(ApiException.class);
    }
}
