package dev.litevps.api.admin;

import dev.litevps.api.web.ApiException;
import dev.litevps.command.host.HostTerms;
import dev.litevps.events.host.HostConnection;
import dev.litevps.events.host.HostKind;
import org.jspecify.annotations.Nullable;

/**
 * A host to add.
 *
 * @param kind {@code simulated} or {@code libvirt}
 * @param uri libvirt's connection URI, without a password
 * @param network the addresses of its machines, in CIDR notation
 * @param sshPort where its guests answer SSH at their addresses; 2222 if left out
 */
record AddHostRequest(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String uri,
        @Nullable String network,
        @Nullable Integer sshPort) {

    private static final int DEFAULT_SSH_PORT = 2222;

    /** How the host is reached; 400 if that is not said, or not for real customers where only real machines will do. */
    HostConnection connection(boolean inProduction) {
        return switch (Required.value(kind, "kind")) {
            case "libvirt" -> {
                if (inProduction && HostTerms.isTestDriver(uri)) {
                    throw notForCustomers("hosts of libvirt's test driver");
                }
                yield new HostConnection(HostKind.LIBVIRT, Required.value(uri, "uri"));
            }
            case "simulated" -> {
                if (inProduction) {
                    throw notForCustomers("simulated hosts");
                }
                yield new HostConnection(HostKind.SIMULATED, uri);
            }
            default -> throw ApiException.badRequest("invalid_value", "kind is simulated or libvirt");
        };
    }

    private static ApiException notForCustomers(String what) {
        return ApiException.badRequest("invalid_value", what + " are not for real customers");
    }

    int portOrDefault() {
        return sshPort == null ? DEFAULT_SSH_PORT : sshPort;
    }
}
