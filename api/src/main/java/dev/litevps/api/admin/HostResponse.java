package dev.litevps.api.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.litevps.events.Resources;
import dev.litevps.events.host.HostConnection;
import dev.litevps.query.address.AddressPoolRow;
import dev.litevps.query.host.HostRow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host as operators see it.
 *
 * @param connection how it is reached; null if it belongs to a server's configuration
 * @param reserved what of the capacity is promised
 * @param addressPool null while the view of the pools lags
 */
record HostResponse(
        String id,
        String name,
        @JsonUnwrapped Condition condition,
        @Nullable ConnectionPart connection,
        ResourcesPart capacity,
        ResourcesPart reserved,
        @Nullable AddressPoolResponse addressPool) {

    /**
     * How it is.
     *
     * @param state {@code active}, {@code cordoned}, {@code draining}, {@code drained} or {@code removed}
     * @param reachable whether it answered when the platform last looked
     * @param vpsCount how many VPSes are on it
     */
    record Condition(String state, boolean reachable, long vpsCount) {}

    record ConnectionPart(String kind, @Nullable String uri) {

        static @Nullable ConnectionPart of(@Nullable HostConnection connection) {
            return connection == null
                    ? null
                    : new ConnectionPart(connection.kind().name().toLowerCase(Locale.ROOT), connection.uri());
        }
    }

    /** Memory in MiB, disk in GiB. */
    record ResourcesPart(int vcpu, int memoryMb, int diskGb) {

        static ResourcesPart of(Resources resources) {
            return new ResourcesPart(resources.vcpu(), resources.memoryMb(), resources.diskGb());
        }
    }

    static HostResponse of(HostRow row, @Nullable AddressPoolRow pool) {
        return new HostResponse(
                row.id().toString(),
                row.name(),
                new Condition(
                        row.status().state().code(),
                        row.status().isReachable(),
                        row.status().vpsCount()),
                ConnectionPart.of(row.status().connection()),
                ResourcesPart.of(row.capacity()),
                ResourcesPart.of(row.reserved()),
                pool == null ? null : AddressPoolResponse.of(pool));
    }
}
