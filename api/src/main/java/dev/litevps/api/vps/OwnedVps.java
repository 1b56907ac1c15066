package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.MachineId;
import dev.litevps.host.SshEndpoint;
import dev.litevps.host.dns.Dns;
import dev.litevps.query.vps.VpsLocation;
import dev.litevps.query.vps.VpsQueries;
import dev.litevps.query.vps.VpsRow;
import dev.litevps.query.vps.VpsState;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Finds a caller's VPS. Somebody else's, a destroyed one and one that never was are all the same: not found. */
@Component
public class OwnedVps {

    private static final int LOOKS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final VpsQueries queries;
    private final Dns dns;

    OwnedVps(VpsQueries queries, Dns dns) {
        this.queries = queries;
        this.dns = dns;
    }

    /** The VPS as its owner sees it. */
    VpsResponse shown(VpsRow row) {
        return VpsResponse.of(row, dns.name(new MachineId(row.id().value())).orElse(null));
    }

    /** The VPS, if it is the caller's and was not destroyed; fails with 404 if not. */
    public Mono<VpsRow> find(String id, Caller caller) {
        return Mono.defer(() -> queries.byId(parse(id)))
                .filter(row -> row.accountId().equals(caller.accountId()) && !row.isDestroyed())
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("VPS")));
    }

    /** A VPS whose request was just stored: it exists, so a view that lags is given more time before anything else. */
    public Mono<VpsRow> findNew(VpsId id, Caller caller) {
        return find(id.toString(), caller)
                .retryWhen(Retry.fixedDelay(LOOKS, PAUSE).filter(ApiException.class::isInstance))
                .onErrorMap(
                        Exceptions::isRetryExhausted,
                        _ -> ApiException.unavailable("the VPS " + id + " is requested and can be read in a moment"));
    }

    /** Completes if the VPS is the caller's or was so until it was destroyed. */
    public Mono<Void> requireOnceOwned(VpsId id, Caller caller) {
        return queries.byId(id)
                .filter(row -> row.accountId().equals(caller.accountId()))
                .switchIfEmpty(Mono.error(() -> ApiException.notFound("VPS")))
                .then();
    }

    /** Whether anything of the VPS is left, whoever owns it. */
    Mono<Boolean> exists(VpsId id) {
        return queries.byId(id).map(row -> !row.isDestroyed()).defaultIfEmpty(false);
    }

    /** Whether the VPS runs and nothing is being done to it. */
    public static boolean runs(VpsRow row) {
        return row.status().state() == VpsState.RUNNING && row.status().transition() == null;
    }

    /** How to reach the guest of a VPS that runs; {@link ApiException} 409 if it does not. */
    public static GuestAccess reachable(VpsRow row) {
        VpsLocation location = row.location();
        String hostKey = location == null ? null : location.sshHostKey();
        if (location == null || hostKey == null || !runs(row)) {
            throw ApiException.conflict("wrong_state", "this can only be done in a running VPS");
        }
        return new GuestAccess(
                new MachineId(row.id().value()), new SshEndpoint(location.address(), location.sshPort()), hostKey);
    }

    /** The id that a path names; {@link ApiException} 404 if it is none. */
    public static VpsId parse(String id) {
        try {
            return VpsId.of(id);
        } catch (IllegalArgumentException e) {
            ApiException notFound = ApiException.notFound("VPS");
            notFound.initCause(e);
            throw notFound;
        }
    }
}
