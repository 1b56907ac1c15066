package dev.litevps.command.ledger;

import dev.litevps.command.Aggregates;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import org.axonframework.modelling.command.Repository;
import org.springframework.stereotype.Component;

/**
 * What other aggregates' handlers do to a ledger within their own unit of work, so that both are decided together or
 * not at all.
 */
@Component
public class Ledgers {

    private final Repository<Ledger> ledgers;

    Ledgers(Repository<Ledger> ledgers) {
        this.ledgers = ledgers;
    }

    /** Opens the account's ledger, if it has none. */
    public void open(AccountId accountId, Instant at) {
        Aggregates.decide(ledgers, new LedgerId(accountId), Ledger::new, ledger -> ledger.open(accountId, at));
    }

    /**
     * Sets {@code amount} aside for the VPS. One VPS has one hold at most: a repeated one changes nothing.
     *
     * @throws InsufficientBalance if the account cannot spend that much
     */
    public void hold(AccountId accountId, VpsId vpsId, Usd amount, Instant at) {
        LedgerId id = new LedgerId(accountId);
        ledgers.load(id.toString()).execute(ledger -> ledger.hold(id, vpsId, amount, at));
    }

    /** Gives back what is set aside for the VPS, if anything is. */
    public void release(AccountId accountId, VpsId vpsId, Instant at) {
        LedgerId id = new LedgerId(accountId);
        ledgers.load(id.toString()).execute(ledger -> ledger.release(id, vpsId, at));
    }
}
