package dev.litevps.command.vps;

import dev.litevps.command.TimeToLive;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.events.vps.VpsEvent.VpsLabelled;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the owner of a VPS says about it and may change at any time: it makes no difference to its host. */
record Particulars(String name, @Nullable Instant expiresAt, Map<String, String> labels) {

    static final Particulars NONE = new Particulars("", null, Map.of());

    Particulars withName(String other) {
        return new Particulars(other, expiresAt, labels);
    }

    Particulars withExpiry(@Nullable Instant when) {
        return new Particulars(name, when, labels);
    }

    Particulars withLabels(Map<String, String> others) {
        return new Particulars(name, expiresAt, others);
    }

    boolean areExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** What has to happen for these to become what the command says; refused if any of it is not allowed. */
    List<VpsEvent> changes(UpdateVps command, AccountId owner) {
        List<VpsEvent> changes = new ArrayList<>();
        if (command.name() != null) {
            MachineName.require(command.name());
            if (!command.name().equals(name)) {
                changes.add(new VpsRenamed(command.vpsId(), owner, command.name(), command.at()));
            }
        }
        if (command.expiry() != null) {
            Integer minutes = command.expiry().ttlMinutes();
            TimeToLive.require(minutes);
            if (minutes != null) {
                Instant end = command.at().plus(TimeToLive.of(minutes));
                changes.add(new VpsExpirySet(command.vpsId(), owner, end, command.at()));
            } else if (expiresAt != null) {
                changes.add(new VpsExpiryCleared(command.vpsId(), owner, command.at()));
            }
        }
        if (command.labels() != null) {
            Labels.require(command.labels());
            if (!command.labels().equals(labels)) {
                changes.add(new VpsLabelled(command.vpsId(), owner, command.labels(), command.at()));
            }
        }
        return changes;
    }
}
