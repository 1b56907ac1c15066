package dev.litevps.command.ledger;

import dev.litevps.command.Command;
import dev.litevps.events.Minute;
import dev.litevps.events.ledger.LedgerId;
import java.time.Instant;
import java.util.List;

/**
 * Charge all minutes up to this one, which is over, to each of these ledgers: all of them in one unit of work, or none. A
 * ledger that has been charged up to this minute stays as it is.
 */
public record ChargeMinute(List<LedgerId> ledgerIds, Minute minute, Instant at) implements Command {

    public ChargeMinute {
        ledgerIds = List.copyOf(ledgerIds);
        if (minute.end().isAfter(at)) {
            throw new IllegalArgumentException("minute %s is not over at %s".formatted(minute, at));
        }
    }
}
