package dev.litevps.api.admin;

import dev.litevps.query.address.AddressPoolRow;

/**
 * A pool of addresses.
 *
 * @param network in CIDR notation
 * @param sshPort where guests with these addresses answer SSH
 * @param size how many addresses it lends in all
 * @param inUse how many of them belong to a VPS
 */
record AddressPoolResponse(String id, String network, int sshPort, long size, long inUse) {

    private static final int ADDRESS_BITS = 32;

    static AddressPoolResponse of(AddressPoolRow row) {
        int prefixLength =
                Integer.parseInt(row.network().substring(row.network().indexOf('/') + 1));
        // All but the first and the last.
        long size = (1L << (ADDRESS_BITS - prefixLength)) - 2;
        return new AddressPoolResponse(row.id().toString(), row.network(), row.sshPort(), size, row.inUse());
    }
}
