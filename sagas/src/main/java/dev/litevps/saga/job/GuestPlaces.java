package dev.litevps.saga.job;

import dev.litevps.events.vps.VpsId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Who of this node may talk to a guest about jobs at the moment: so many guests, and each once. A guest that does not answer
 * holds a thread of the scheduler for a while, and machines and deadlines need some too.
 */
final class GuestPlaces {

    private final Semaphore places;
    private final Set<VpsId> taken = ConcurrentHashMap.newKeySet();

    GuestPlaces(int guests) {
        this.places = new Semaphore(guests);
    }

    /** What {@code work} returned; empty, without running it, if there is no place. */
    <T> Optional<T> tryWith(VpsId vpsId, Supplier<T> work) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            if (!taken.add(vpsId)) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                taken.remove(vpsId);
            }
        } finally {
            places.release();
        }
    }
}
