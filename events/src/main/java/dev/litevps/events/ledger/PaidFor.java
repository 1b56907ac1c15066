package dev.litevps.events.ledger;

import dev.litevps.events.Usd;
import dev.litevps.events.vps.VpsId;
import org.jspecify.annotations.Nullable;

/**
 * What a customer paid for, and shall get money back for.
 *
 * @param chargeId the charge, as the account's statement names it; null if it is the VPS as a whole
 * @param cost what the charge, or the VPS in its whole life, had cost when this was asked for; never below zero
 */
public record PaidFor(VpsId vpsId, @Nullable String chargeId, Usd cost) {}
