package dev.litevps.api.vps;

import dev.litevps.api.security.Caller;
import dev.litevps.api.web.ApiException;
import dev.litevps.query.AggregateVersion;
import dev.litevps.query.ReadYourWrites;
import dev.litevps.query.vps.VpsRow;
import dev.litevps.query.vps.VpsState;
import dev.litevps.query.vps.VpsTransition;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * {@code GET /api/vps/:id?wait=running&timeout=60}: the answer comes when the VPS is in the state, or when nothing is under
 * way that could lead there, or when the time is up. Whoever waits is woken by the projection and holds no thread.
 */
@Component
public class StateWaits {

    /** Each looks at its row every three seconds, also when nothing wakes it: about 700 look-ups a second. */
    private static final int MOST_WAITING = 2_000;

    private static final int DEFAULT_SECONDS = 60;

    /** How long anybody may wait. */
    public static final int LONGEST_SECONDS = 120;

    private final OwnedVps owned;
    private final ReadYourWrites views;
    private final Semaphore places = new Semaphore(MOST_WAITING);

    StateWaits(OwnedVps owned, ReadYourWrites views) {
        this.owned = owned;
        this.views = views;
    }

    /**
     * The caller's VPS, at once if {@code wait} is null. Fails with 400 if a parameter is none, with 404 as soon as there is
     * no such VPS, with 503 if too many wait already.
     *
     * @param wait {@code running}, {@code stopped} or {@code error}
     * @param timeout whole seconds, from 1 to 120; 60 if null
     */
    Mono<VpsRow> read(String id, @Nullable String wait, @Nullable String timeout, Caller caller) {
        Duration patience = Duration.ofSeconds(seconds(timeout));
        if (wait == null) {
            return owned.find(id, caller);
        }
        VpsState wanted = state(wait);
        return owned.find(id, caller)
                .flatMap(row -> hasArrived(row, wanted)
                        ? Mono.just(row)
                        : inAPlace(await(row, wanted, caller).timeout(patience, owned.find(id, caller))));
    }

    private Mono<VpsRow> inAPlace(Mono<VpsRow> waiting) {
        return Mono.using(
                () -> {
                    if (!places.tryAcquire()) {
                        throw ApiException.unavailable("too many requests wait for a state; poll without wait");
                    }
                    return places;
                },
                _ -> waiting,
                Semaphore::release);
    }

    private Mono<VpsRow> await(VpsRow seen, VpsState wanted, Caller caller) {
        return views.worthAnotherLook(new AggregateVersion("Vps", seen.id().toString(), seen.version()))
                .then(Mono.defer(() -> owned.find(seen.id().toString(), caller)))
                .flatMap(row -> hasArrived(row, wanted) ? Mono.just(row) : await(row, wanted, caller));
    }

    /** In the state, or anywhere else where it stays until somebody asks for something. */
    private static boolean hasArrived(VpsRow row, VpsState wanted) {
        VpsTransition transition = row.status().transition();
        if (transition != null) {
            return transition == VpsTransition.DESTROYING;
        }
        return row.status().state() == wanted || row.status().state() != VpsState.CREATING;
    }

    private static VpsState state(String wait) {
        return switch (wait) {
            case "running" -> VpsState.RUNNING;
            case "stopped" -> VpsState.STOPPED;
            case "error" -> VpsState.ERROR;
            default -> throw ApiException.badRequest("invalid_wait", "wait must be running, stopped or error");
        };
    }

    private static int seconds(@Nullable String timeout) {
        if (timeout == null) {
            return DEFAULT_SECONDS;
        }
        if (timeout.matches("[0-9]{1,3}")) {
            int seconds = Integer.parseInt(timeout);
            if (seconds >= 1 && seconds <= LONGEST_SECONDS) {
                return seconds;
            }
        }
        throw ApiException.badRequest(
                "invalid_timeout", "timeout must be a whole number of seconds from 1 to " + LONGEST_SECONDS);
    }
}
