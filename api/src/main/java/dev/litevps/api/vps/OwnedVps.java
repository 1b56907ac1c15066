package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.vps.VpsQueries;
import dev.litevps.query.vps.VpsRow;
import dev.litevps.query.vps.VpsState;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds a caller's VPS. Somebody else's, a destroyed one and one that never was are all the same: not found. */
@Component
class OwnedVps {

    private final VpsQueries queries;

    OwnedVps(VpsQueries queries) {
        this.queries = queries;
    }

    Mono<VpsRow> find(String id, Caller caller) {
        return Mono.fromSupplier(() -> parse(id))
                .flatMap(queries::byId)
                .filter(row -> row.accountId().equals(caller.accountId()) && !row.isDestroyed())
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("VPS")));
    }

    /** Whether the VPS runs and nothing is being done to it. */
    static boolean runs(VpsRow row) {
        return row.status().state() == VpsState.RUNNING && row.status().transition() == null;
    }

    static VpsId parse(String id) {
        try {
            return VpsId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException notFound = ApiException.notFound("VPS");
            notFound.initCause(e);
            throw notFound;
        }
    }
}
