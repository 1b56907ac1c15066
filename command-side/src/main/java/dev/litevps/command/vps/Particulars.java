package dev.litevps.command.vps;

import dev.litevps.command.TimeToLive;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsExpiryCleared;
import dev.litevps.events.vps.VpsEvent.VpsExpirySet;
import dev.litevps.events.vps.VpsEvent.VpsRenamed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the owner of a VPS says about it and may change at any time: it makes no difference to its host. */
record Particulars(String name, @Nullable Instant expiresAt) {

    static final Particulars NONE = new Particulars("", null);

    Particulars withName(String other) {
        return new Particulars(other, expiresAt);
    }

    Particulars withExpiry(@Nullable Instant when) {
        return new Particulars(name, when);
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
        return changes;
    }
}
