package dev.litevps.bench.simulation;

import dev.litevps.command.account.AccountCommand.RegisterAccount;
import dev.litevps.command.address.AddressPoolCommand.CreateAddressPool;
import dev.litevps.command.host.HostCommand.RegisterHost;
import dev.litevps.command.ledger.LedgerCommand;
import dev.litevps.command.token.AccessTokenCommand.CreateAccessToken;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.account.Role;
import dev.litevps.events.address.AddressPoolId;
import dev.litevps.events.host.HostId;
import dev.litevps.events.token.AccessTokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One seed: some accounts, plans and machines, and thirty days of what customers, hosts, clocks and crashes do to them.
 * After every charge that catches up, and at the end, the sum of the events, the balance and the oracle must be the same.
 */
final class BillingSimulation {

    private static final int MOST_ACCOUNTS = 4;
    private static final int MOST_MACHINES = 200;
    private static final Resources SIZE = new Resources(1, 1_024, 10);
    private static final Duration MARGIN = Duration.ofDays(3);
    private static final Duration QUIET = Duration.ofDays(2);
    private static final Duration SETTLING_TICK = Duration.ofHours(8);
    private static final Duration COMPARE_EVERY = Duration.ofHours(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_BETWEEN_TICKS = Duration.ofHours(18);
    private static final int MOST_TICKS_IN_A_ROW = 90;
    private static final int LARGEST_LIMIT = 40_000_000;

    /** European clocks change in the first two, a leap day and a new year lie in the next. */
    private static final List<Instant> STARTS = List.of(
            Instant.parse("2026-03-14T00:00:00Z"),
            Instant.parse("2026-10-10T00:00:00Z"),
            Instant.parse("2028-02-10T00:00:00Z"),
            Instant.parse("2026-12-17T00:00:00Z"));

    private final Dice dice;
    private final SimulatedClock clock;
    private final Agenda agenda;
    private final Trace trace;
    private final Oracle oracle;
    private final Witness witness;
    private final Books books;
    private final Judge judge;
    private final Courier courier;
    private final Processes processes;
    private final Customers customers;
    private final Catalogue catalogue;
    private final SimulatedAccounts charged;
    private final MinuteTicks ticks;
    private final Troubles troubles;
    private final List<AccountId> accounts = new ArrayList<>();
    private final Map<AccountId, List<AccessTokenId>> tokens = new HashMap<>();
    private Duration comparedAt = Duration.ZERO;
    private final Map<String, Integer> happened = new HashMap<>();
    private int commands;
    private boolean over;

    private BillingSimulation(long seed, CommandSide platform, @Nullable Consumer<String> watcher) {
        dice = new Dice(seed);
        Instant start = dice.oneOf(STARTS).plus(dice.evenlyUpTo(Duration.ofDays(5)));
        clock = new SimulatedClock(start);
        agenda = new Agenda(clock);
        trace = watcher == null ? Trace.unwatched(clock) : Trace.watchedBy(clock, watcher);
        oracle = new Oracle(start.minus(MARGIN));
        witness = new Witness(oracle);
        books = new Books(oracle.origin());
        judge = new Judge(oracle, books, witness);
        courier = new Courier(platform, dice, clock, agenda, trace, this::read);
        processes = new Processes(courier, agenda, clock, dice);
        catalogue = new Catalogue(courier, agenda, clock, dice);
        customers = new Customers(courier, agenda, dice, witness, catalogue, this::anyToken);
        charged = new SimulatedAccounts(dice);
        ticks = new MinuteTicks(courier, clock, dice, charged);
        troubles = new Troubles(platform, courier, agenda, clock, dice, witness, ticks);
        platform.clear(dice.percent(20), clock, charged);
    }

    /**
     * How much happened in a seed.
     *
     * @param happened how often what happened: kinds of events, crashes and refusals
     */
    record Summary(int commands, long comparisons, Map<String, Integer> happened) {}

    /**
     * Runs one seed.
     *
     * @param watcher is told every step; nobody if null
     * @throws SimulationFailure if something did not hold, with the last steps
     */
    static Summary run(long seed, Duration length, CommandSide platform, @Nullable Consumer<String> watcher) {
        BillingSimulation simulation = new BillingSimulation(seed, platform, watcher);
        try {
            return simulation.run(length);
        } catch (RuntimeException e) {
            throw new SimulationFailure(
                    "Seed %d failed: %s%nIts last steps:%n%sSee all of it with: ./litevps bench simulation --seed %d --days %d"
                            .formatted(seed, e.getMessage(), simulation.trace.ending(), seed, length.toDays()),
                    e);
        }
    }

    private Summary run(Duration length) {
        furnish();
        agenda.after(Duration.ZERO, this::tickOften);
        agenda.after(Duration.ZERO, troubles::go);
        accounts.forEach(account -> agenda.after(dice.upTo(QUIET), () -> customers.live(account)));
        agenda.runUntil(length);
        comeToRest();
        return new Summary(commands, judge.comparisons(), happened);
    }

    private void furnish() {
        catalogue.publish(SIZE);
        AddressPoolId pool = new AddressPoolId(dice.uuid());
        courier.deliver(new CreateAddressPool(pool, "127.0.0.0/22", 2222, clock.wall()));
        int room = dice.percent(20) ? 3 : MOST_MACHINES;
        courier.deliver(new RegisterHost(
                new HostId(dice.uuid()), "host", new Resources(room, room * 1_024, room * 10), pool, clock.wall()));
        int count = dice.between(1, MOST_ACCOUNTS);
        for (int i = 0; i < count; i++) {
            register(new AccountId(dice.uuid()));
        }
        courier.becomeUnreliable();
    }

    private void register(AccountId account) {
        Instant now = clock.wall();
        courier.deliver(new RegisterAccount(account, new EncryptedText("bm9ib2R5"), Role.CUSTOMER, now));
        accounts.add(account);
        List<AccessTokenId> owned = new ArrayList<>();
        for (int i = dice.between(0, 2); i > 0; i--) {
            AccessTokenId token = new AccessTokenId(dice.uuid());
            owned.add(token);
            courier.deliver(
                    new CreateAccessToken(token, account, "limited", new Usd(dice.between(1, LARGEST_LIMIT)), now));
        }
        tokens.put(account, owned);
        customers.pay(account);
    }

    private @Nullable AccessTokenId anyToken(AccountId account) {
        List<AccessTokenId> owned = tokens.getOrDefault(account, List.of());
        return owned.isEmpty() || dice.percent(50) ? null : dice.oneOf(owned);
    }

    /** Some days minute by minute, most of them with long silence in between. */
    private void tickOften() {
        if (over) {
            return;
        }
        int inARow = dice.percent(3) ? dice.between(1, MOST_TICKS_IN_A_ROW) : 1;
        tickInARow(inARow);
    }

    private void tickInARow(int left) {
        compare(ticks.tick());
        if (left > 1) {
            agenda.after(MINUTE, () -> tickInARow(left - 1));
        } else {
            agenda.after(MINUTE.plus(dice.upTo(LONGEST_BETWEEN_TICKS)), this::tickOften);
        }
    }

    private void compare(List<AccountId> upToDate) {
        if (clock.monotonic().minus(comparedAt).compareTo(COMPARE_EVERY) >= 0 || dice.percent(2)) {
            upToDate.forEach(this::compare);
            comparedAt = clock.monotonic();
        }
    }

    private void compare(AccountId account) {
        judge.compare(account, oracle.minuteOf(clock.wall()) - 1);
    }

    /** What is under way comes to its end; then everything is destroyed and charged, and compared for the last time. */
    private void comeToRest() {
        over = true;
        courier.becomeReliable();
        customers.rest();
        troubles.end();
        settle();
        judge.quiet();
        for (Witness.Machine machine : witness.machines()) {
            courier.deliver(new DestroyVps(machine.id(), machine.owner(), clock.wall()));
        }
        settle();
        judge.quiet();
        oracle.forgetCosts();
        ticks.tick();
        accounts.forEach(this::compare);
    }

    private void settle() {
        Instant beyond = clock.latest().plus(QUIET);
        while (clock.wall().isBefore(beyond)) {
            agenda.runUntil(clock.monotonic().plus(SETTLING_TICK));
            ticks.tick().forEach(this::compare);
        }
        // What the last tick led to is no longer under way after an hour.
        agenda.runUntil(clock.monotonic().plus(Duration.ofHours(1)));
    }

    private void read(Attempt attempt) {
        commands++;
        witness.saw(attempt);
        judge.step(attempt);
        if (attempt.command() instanceof CreateVps create) {
            judge.refusal(create.accountId(), attempt);
        } else if (attempt.command() instanceof StartVps start) {
            judge.refusal(start.accountId(), attempt);
        } else if (attempt.command() instanceof LedgerCommand command) {
            judge.refusal(command.ledgerId().accountId(), attempt);
        }
        attempt.stored().forEach(processes::react);
        attempt.stored().forEach(charged::happened);
        count(attempt);
    }

    private void count(Attempt attempt) {
        attempt.stored().forEach(event -> happened.merge(event.getClass().getSimpleName(), 1, Integer::sum));
        if (attempt.isCrashed()) {
            happened.merge(attempt.crash().name(), 1, Integer::sum);
        }
        if (attempt.refusal() != null) {
            happened.merge(attempt.refusal().code().name(), 1, Integer::sum);
        }
    }
}
