package dev.litevps.command.host;

import dev.litevps.events.Resources;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Chooses a host, if it can one that answers: a machine on a silent host waits for the host, and fails with that reason if
 * it does not come back. Among those it is best fit by memory, which is what hosts run out of first: the fullest host that still has room, so
 * that large plans find an empty one. Between equals the smaller id, so that the choice can be repeated.
 */
final class Allocator {

    private Allocator() {}

    static Optional<HostOffer> choose(Resources request, Collection<HostOffer> offers) {
        return offers.stream()
                .filter(offer -> offer.free().covers(request))
                .min(Comparator.<HostOffer, Boolean>comparing(offer -> !offer.answers())
                        .thenComparingInt(offer -> offer.free().memoryMb())
                        .thenComparing(offer -> offer.hostId().value()));
    }
}
