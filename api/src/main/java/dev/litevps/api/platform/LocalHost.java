package dev.litevps.api.platform;

import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The identities that follow from a name, so that every start finds what the first one registered. */
final class LocalHost {

    private LocalHost() {}

    static HostId id(HostProperties properties) {
        return new HostId(named("host/" + properties.name()));
    }

    static AddressPoolId addressPoolId(HostProperties properties) {
        return new AddressPoolId(named("address-pool/" + properties.name()));
    }

    static UUID named(String name) {
        return UUID.nameUUIDFromBytes(("litevps/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
