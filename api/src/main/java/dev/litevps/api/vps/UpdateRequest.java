package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What shall be another about a VPS from now on; what is not there stays as it is.
 *
 * @param ttlMinutes after how many minutes from now it is destroyed; JSON's null if never
 * @param labels all that it shall have
 */
record UpdateRequest(
        @Nullable String name,
        @Nullable JsonNode ttlMinutes,
        @Nullable Map<String, @Nullable String> labels) {

    /** {@link ApiException} 400 if nothing is asked for, or something that is none. */
    UpdateVps command(VpsId vpsId, Caller caller, Instant at) {
        if (name != null || (ttlMinutes == null && labels == null)) {
            VpsCreation.required(name, "name");
        }
        return new UpdateVps(
                vpsId,
                caller.accountId(),
                name,
                ttlMinutes == null ? null : new UpdateVps.Expiry(JsonValues.minutes(ttlMinutes)),
                labels,
                at);
    }
}
