package dev.litevps.command.ledger;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.vps.VpsId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be given back of what an account was charged: at most all of it, and for each VPS and each charge no more than it
 * had cost. Only those are remembered for which something was given back.
 */
class Refunds {

    /** What was charged, less what was reversed and given back since. */
    private Usd left = Usd.ZERO;

    /** By the id of the VPS or the charge. */
    private Map<String, Usd> returned = new HashMap<>();

    void charged(Usd amount) {
        left = left.plus(amount);
    }

    void returned(@Nullable VpsId vpsId, @Nullable String chargeId, Usd amount) {
        left = left.minus(amount);
        if (vpsId != null) {
            returned.merge(vpsId.toString(), amount, Usd::plus);
        }
        if (chargeId != null) {
            returned.merge(chargeId, amount, Usd::plus);
        }
    }

    /** {@link CommandRejected} if so much cannot be given back, for this or at all. */
    void require(Usd amount, @Nullable PaidFor paidFor) {
        if (left.isLessThan(amount)) {
            throw refused("the account was charged, all in all, no more than " + left + " that were not given back");
        }
        if (paidFor != null) {
            String chargeId = paidFor.chargeId();
            String what = chargeId == null ? paidFor.vpsId().toString() : chargeId;
            Usd open = paidFor.cost().minus(returned.getOrDefault(what, Usd.ZERO));
            if (open.isLessThan(amount)) {
                throw refused((chargeId == null ? "the VPS" : "the charge") + " cost no more than " + open
                        + " that were not given back");
            }
        }
    }

    private static CommandRejected refused(String message) {
        return new CommandRejected(RejectionCode.REFUND_EXCEEDS_CHARGES, message);
    }
}
