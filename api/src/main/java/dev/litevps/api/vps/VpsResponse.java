package dev.litevps.api.vps;

import dev.litevps.api.web.Dollars;
import dev.litevps.query.vps.VpsLocation;
import dev.litevps.query.vps.VpsRow;
import dev.litevps.query.vps.VpsTransition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A VPS as its owner sees it.
 *
 * @param state {@code creating}, {@code running}, {@code stopped} or {@code error}
 * @param transition what is under way: {@code starting}, {@code stopping}, {@code restarting}, {@code destroying}, or null
 * @param memoryMb in MiB
 * @param diskGb in GiB
 * @param priceHourly US dollars per hour when it was created
 * @param ipAddress where its SSH server answers, at {@code sshPort}; null until it has a host
 * @param sshHostKey the guest's public host key, to be pinned by whoever logs in; null until it ran for the first time
 * @param dnsName the name that leads to its address as soon as it runs; null where machines have none
 * @param template the slug of the template with which it was asked for; null if it was none
 * @param labels under which its owner finds it again
 * @param reason why it is in {@code error}, or was stopped or is destroyed by somebody else than its owner: a sentence; else null
 * @param reasonCode the same for a program
 * @param expiresAt when it is destroyed by itself; null if never
 */
record VpsResponse(
        String id,
        String name,
        String state,
        @Nullable String transition,
        String planId,
        @Nullable String template,
        Map<String, String> labels,
        int vcpu,
        int memoryMb,
        int diskGb,
        BigDecimal priceHourly,
        @Nullable String ipAddress,
        @Nullable Integer sshPort,
        @Nullable String sshHostKey,
        @Nullable String dnsName,
        @Nullable String reason,
        @Nullable String reasonCode,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt) {

    static VpsResponse of(VpsRow row, @Nullable String dnsName) {
        VpsTransition transition = row.status().transition();
        VpsLocation location = row.location();
        return new VpsResponse(
                row.id().toString(),
                row.name(),
                row.status().state().code(),
                transition == null ? null : transition.code(),
                row.plan().planId().toString(),
                row.template(),
                row.labels(),
                row.plan().resources().vcpu(),
                row.plan().resources().memoryMb(),
                row.plan().resources().diskGb(),
                Dollars.of(row.plan().pricePerHour()),
                location == null ? null : location.address(),
                location == null ? null : location.sshPort(),
                location == null ? null : location.sshHostKey(),
                dnsName,
                row.status().message(),
                row.status().reason(),
                row.lifetime().expiresAt(),
                row.lifetime().createdAt(),
                row.lifetime().updatedAt());
    }
}
