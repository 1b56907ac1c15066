package dev.litevps.bench.simulation;

import static dev.litevps.bench.simulation.SimulationFailure.require;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.BalanceRestored;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import dev.litevps.events.ledger.LedgerEvent.HoldReleased;
import dev.litevps.events.ledger.LedgerEvent.LedgerOpened;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceOver;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.ledger.LedgerEvent.MeterRemoved;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitEnded;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitReached;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitSet;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the ledgers' events say, added up and held against each other, event by event. */
final class Books {

    private final long origin;
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<VpsId, Machine> machines = new HashMap<>();

    /** @param origin the minute that has the number 0, as minutes since 1970 */
    Books(long origin) {
        this.origin = origin;
    }

    /** The sums of one account. */
    static final class Account {
        private long balance;
        private long chargedThrough;
        private boolean exhausted;
        private final Map<VpsId, Long> holds = new HashMap<>();
        private final Set<UUID> booked = new HashSet<>();
        private final Map<AccessTokenId, Long> spent = new HashMap<>();
        private final Map<AccessTokenId, Long> limits = new HashMap<>();

        long balance() {
            return balance;
        }

        long held() {
            return holds.values().stream().mapToLong(Long::longValue).sum();
        }

        boolean isExhausted() {
            return exhausted;
        }

        boolean isHeldFor(VpsId vps) {
            return holds.containsKey(vps);
        }

        long spent(AccessTokenId token) {
            return spent.getOrDefault(token, 0L);
        }

        boolean isSpent(AccessTokenId token) {
            return limits.containsKey(token) && spent(token) >= limits.get(token);
        }
    }

    /** The charges of one machine, less what was given back. */
    static final class Machine {
        private final BitSet minutes = new BitSet();
        private long micros;
        private boolean metered;
        private boolean removed;

        BitSet minutes() {
            return minutes;
        }

        long micros() {
            return micros;
        }

        boolean isMetered() {
            return metered;
        }
    }

    Account account(AccountId accountId) {
        return accounts.computeIfAbsent(accountId, _ -> new Account());
    }

    Machine machine(VpsId vpsId) {
        return machines.computeIfAbsent(vpsId, _ -> new Machine());
    }

    void read(LedgerEvent event) {
        Account account = account(event.accountId());
        switch (event) {
            case LedgerOpened _,
                    LowBalanceReached _,
                    LowBalanceOver _,
                    GraceEnding _,
                    GraceEnded _,
                    SpendLimitEnded _ -> {
                // No money and no machine is concerned.
            }
            case FundsCredited credited ->
                book(account, credited.creditId().value(), credited.amount(), credited.balanceAfter());
            case FundsRefunded refunded ->
                book(account, refunded.refundId().value(), refunded.amount(), refunded.balanceAfter());
            case BalanceAdjusted adjusted ->
                book(account, adjusted.adjustmentId().value(), adjusted.amount(), adjusted.balanceAfter());
            case FundsHeld held -> hold(account, held);
            case HoldReleased released -> release(account, released);
            case MeterOpened opened -> open(opened);
            case MeterClosed closed -> close(closed);
            case MeterRemoved removed -> machine(removed.vpsId()).removed = true;
            case MinuteCharged charged -> charge(account, charged);
            case ChargesReversed reversed -> reverse(account, reversed);
            case BalanceExhausted exhausted -> {
                require(account.balance <= 0 && !account.exhausted, "exhausted with %d µ$", account.balance);
                requireBalance(account, exhausted.balance());
                account.exhausted = true;
            }
            case BalanceRestored restored -> {
                require(account.balance > 0 && account.exhausted, "restored with %d µ$", account.balance);
                requireBalance(account, restored.balance());
                account.exhausted = false;
            }
            case SuspensionDue due ->
                due.vpsIds().forEach(vps -> require(machine(vps).metered, "%s is to stop, and does not run", vps));
            case SpendLimitSet limit ->
                account.limits.put(limit.tokenId(), limit.limit().micros());
            case SpendLimitReached reached ->
                require(
                        account.isSpent(reached.tokenId())
                                && account.spent(reached.tokenId())
                                        == reached.spent().micros(),
                        "%s, but its machines cost %d µ$",
                        reached,
                        account.spent(reached.tokenId()));
        }
    }

    private static void book(Account account, UUID entry, Usd amount, Usd after) {
        require(account.booked.add(entry), "%s was booked twice", entry);
        account.balance += amount.micros();
        requireBalance(account, after);
    }

    private static void requireBalance(Account account, Usd stated) {
        require(stated.micros() == account.balance, "balance is said to be %s, and is %d µ$", stated, account.balance);
    }

    private static void hold(Account account, FundsHeld held) {
        require(account.holds.put(held.vpsId(), held.amount().micros()) == null, "a second hold for %s", held.vpsId());
        require(held.heldAfter().micros() == account.held(), "held is said to be %s", held.heldAfter());
        require(account.held() <= account.balance, "more is held than there is");
    }

    private static void release(Account account, HoldReleased released) {
        Long amount = account.holds.remove(released.vpsId());
        require(amount != null && amount == released.amount().micros(), "nothing to release: %s", released);
        require(released.heldAfter().micros() == account.held(), "held is said to be %s", released.heldAfter());
    }

    private void open(MeterOpened opened) {
        Machine machine = machine(opened.vpsId());
        require(!machine.metered && !machine.removed, "cannot open: %s", opened);
        machine.metered = true;
    }

    private void close(MeterClosed closed) {
        Machine machine = machine(closed.vpsId());
        require(machine.metered, "cannot close: %s", closed);
        machine.metered = false;
    }

    private void charge(Account account, MinuteCharged charged) {
        require(charged.minute().sinceEpoch() > account.chargedThrough, "charged a minute again: %s", charged);
        require(!charged.lines().isEmpty(), "charged nothing: %s", charged);
        account.chargedThrough = charged.minute().sinceEpoch();
        for (ChargeLine line : charged.lines()) {
            require(!line.lastMinute().isAfter(charged.minute()), "charged too far: %s", line);
            add(account, line, 1);
        }
        requireBalance(account, charged.balanceAfter());
    }

    private void reverse(Account account, ChargesReversed reversed) {
        long before = account.balance;
        for (ChargeLine line : reversed.lines()) {
            require(line.vpsId().equals(reversed.vpsId()), "gave back for another machine: %s", line);
            add(account, line, -1);
        }
        require(reversed.amount().micros() == account.balance - before, "gave back another sum: %s", reversed);
        requireBalance(account, reversed.balanceAfter());
    }

    /** @param direction 1 to charge the line, −1 to give it back */
    private void add(Account account, ChargeLine line, int direction) {
        Machine machine = machine(line.vpsId());
        int from = Math.toIntExact(line.firstMinute().sinceEpoch() - origin);
        int count = machine.minutes.get(from, from + line.minutes()).cardinality();
        require(
                count == (direction > 0 ? 0 : line.minutes()),
                "%d of the minutes were charged before: %s",
                count,
                line);
        machine.minutes.set(from, from + line.minutes(), direction > 0);
        machine.micros += direction * line.amount().micros();
        account.balance -= direction * line.amount().micros();
        if (line.tokenId() != null) {
            account.spent.merge(line.tokenId(), direction * line.amount().micros(), Long::sum);
        }
    }
}
