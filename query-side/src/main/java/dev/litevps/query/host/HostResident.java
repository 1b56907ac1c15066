package dev.litevps.query.host;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.VpsId;

/**
 * A VPS that is on a host.
 *
 * @param state as its owner sees it
 */
public record HostResident(VpsId vpsId, AccountId accountId, String name, String state) {}
