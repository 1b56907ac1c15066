package dev.litevps.command.address;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The addresses of one IPv4 network that can be given to machines: all but its first and its last. */
final class Network {

    private static final int LARGEST_PREFIX_LENGTH = 30;
    private static final int SMALLEST_PREFIX_LENGTH = 16;

    private final IPAddress block;
    private final IPAddress first;
    private final int size;

    private Network(IPAddress block) {
        this.block = block;
        this.first = block.getLower().withoutPrefixLength();
        this.size = block.getCount().intValueExact();
    }

    /** {@link CommandRejected} if {@code cidr} is no IPv4 network of /16 to /30. */
    static Network of(String cidr) {
        IPAddress block = new IPAddressString(cidr).getAddress();
        if (block == null || !block.isIPv4() || !block.isPrefixed()) {
            throw new CommandRejected(RejectionCode.INVALID_VALUE, "not an IPv4 network in CIDR notation: " + cidr);
        }
        int prefixLength = Objects.requireNonNull(block.getPrefixLength());
        if (prefixLength < SMALLEST_PREFIX_LENGTH || prefixLength > LARGEST_PREFIX_LENGTH) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE, "a pool's network is of /16 to /30, not /" + prefixLength);
        }
        return new Network(block.toPrefixBlock());
    }

    /** Whether some address is in both: networks lie within each other or apart. */
    boolean overlaps(Network other) {
        return block.contains(other.block) || other.block.contains(block);
    }

    /** The nearest free address after {@code previous}, going around once; empty if all are taken. */
    Optional<String> nextFree(int previous, Predicate<String> taken) {
        int usable = size - 2;
        for (int step = 0; step < usable; step++) {
            String candidate = first.increment(1 + (previous + step) % usable).toString();
            if (!taken.test(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The position of an address among the usable ones, from 1. */
    int position(String address) {
        IPAddress parsed = Objects.requireNonNull(new IPAddressString(address).getAddress());
        return first.enumerate(parsed).intValueExact();
    }
}
