package dev.litevps.bench.simulation;

import static dev.litevps.bench.simulation.SimulationFailure.require;

import dev.litevps.command.ledger.InsufficientBalance;
import dev.litevps.command.ledger.SpendLimitExhausted;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsEvent.VpsProvisioningFailed;
import dev.litevps.events.vps.VpsEvent.VpsStopRequested;
import java.util.BitSet;

/** Holds the books against the oracle, to the micro-dollar and to the minute. */
final class Judge {

    private final Oracle oracle;
    private final Books books;
    private final Witness witness;
    private long comparisons;

    Judge(Oracle oracle, Books books, Witness witness) {
        this.oracle = oracle;
        this.books = books;
        this.witness = witness;
    }

    /** How many times an account was compared. */
    long comparisons() {
        return comparisons;
    }

    /** What must hold after every step: what runs is metered, and what does not is not; and every refusal has its reason. */
    void step(Attempt attempt) {
        for (Object event : attempt.stored()) {
            if (event instanceof LedgerEvent ledgerEvent) {
                books.read(ledgerEvent);
            }
            if (event instanceof VpsStopRequested stop) {
                requireReason(stop);
            }
        }
        for (Object event : attempt.stored()) {
            if (event instanceof VpsEvent happened) {
                require(
                        books.machine(happened.vpsId()).isMetered() == oracle.isReachable(happened.vpsId()),
                        "meter and machine disagree after %s",
                        happened);
                require(
                        !(happened instanceof VpsProvisioningFailed)
                                || !books.account(happened.accountId()).isHeldFor(happened.vpsId()),
                        "money is still held after %s",
                        happened);
            }
        }
    }

    private void requireReason(VpsStopRequested stop) {
        Books.Account account = books.account(stop.accountId());
        var token = witness.machine(stop.vpsId()).token();
        require(stop.cause() != StopCause.BALANCE_EXHAUSTED || account.isExhausted(), "not exhausted: %s", stop);
        require(
                stop.cause() != StopCause.SPEND_LIMIT_REACHED || (token != null && account.isSpent(token)),
                "the limit is not reached: %s",
                stop);
    }

    /** A refusal for lack of money must tell the truth. */
    void refusal(AccountId accountId, Attempt attempt) {
        Books.Account account = books.account(accountId);
        if (attempt.refusal() instanceof InsufficientBalance poor) {
            require(
                    poor.available().micros() == account.balance() - account.held()
                            && poor.available().isLessThan(poor.required()),
                    "refused for %s of %s, but %d µ$ are available",
                    poor.required(),
                    poor.available(),
                    account.balance() - account.held());
        } else if (attempt.refusal() instanceof SpendLimitExhausted spent) {
            require(!spent.spent().isLessThan(spent.limit()), "refused below the limit: %s", attempt.command());
        }
    }

    /**
     * Sum of the events, balance and oracle are the same.
     *
     * @param through the last minute that has been charged, as the oracle counts
     */
    void compare(AccountId account, int through) {
        comparisons++;
        long charges = 0;
        for (Witness.Machine machine : witness.machines()) {
            if (!machine.owner().equals(account)) {
                continue;
            }
            Oracle.Bill bill = oracle.bill(machine.id(), through);
            Books.Machine charged = books.machine(machine.id());
            requireSameMinutes(machine, bill.minutes(), charged.minutes());
            require(
                    bill.micros() == charged.micros(),
                    "machine %s must cost %d µ$ for %d minutes, and is charged %d µ$",
                    machine.id(),
                    bill.micros(),
                    bill.minutes().cardinality(),
                    charged.micros());
            charges += bill.micros();
        }
        long balance = oracle.booked(account) - charges;
        require(
                balance == books.account(account).balance(),
                "account %s must have %d µ$, and has %d µ$",
                account,
                balance,
                books.account(account).balance());
    }

    private static void requireSameMinutes(Witness.Machine machine, BitSet due, BitSet charged) {
        if (!due.equals(charged)) {
            BitSet missing = (BitSet) due.clone();
            missing.andNot(charged);
            BitSet undue = (BitSet) charged.clone();
            undue.andNot(due);
            throw new SimulationFailure("machine %s: minutes %s are not charged, and %s are but must not be"
                    .formatted(machine.id(), missing, undue));
        }
    }

    /** When all messages have arrived: nobody runs who does not pay, and nothing is held without need. */
    void quiet() {
        for (Witness.Machine machine : witness.machines()) {
            Books.Account account = books.account(machine.owner());
            boolean running = oracle.isReachable(machine.id());
            require(!(running && account.isExhausted()), "%s runs, and nothing is left to pay it", machine.id());
            require(
                    !(running && machine.token() != null && account.isSpent(machine.token())),
                    "%s runs, and its token has spent its limit",
                    machine.id());
        }
        witness.machines().stream()
                .map(Witness.Machine::owner)
                .distinct()
                .forEach(owner -> require(books.account(owner).held() == 0, "money is still held for %s", owner));
    }
}
