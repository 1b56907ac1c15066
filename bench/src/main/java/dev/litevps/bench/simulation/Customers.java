package dev.litevps.bench.simulation;

import dev.litevps.command.ledger.LedgerCommand.AdjustBalance;
import dev.litevps.command.ledger.LedgerCommand.CreditFunds;
import dev.litevps.command.ledger.LedgerCommand.RefundFunds;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.DestroyVps;
import dev.litevps.command.vps.VpsCommand.RestartVps;
import dev.litevps.command.vps.VpsCommand.StartVps;
import dev.litevps.command.vps.VpsCommand.StopVps;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.AdjustmentId;
import dev.litevps.events.ledger.CreditId;
import dev.litevps.events.ledger.CreditKind;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.ledger.RefundId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsEvent.VpsDestroyRequested;
import dev.litevps.events.vps.VpsEvent.VpsDestroyed;
import dev.litevps.events.vps.VpsEvent.VpsLost;
import dev.litevps.events.vps.VpsEvent.VpsPowerChangeFailed;
import dev.litevps.events.vps.VpsEvent.VpsProvisioned;
import dev.litevps.events.vps.VpsEvent.VpsRestarted;
import dev.litevps.events.vps.VpsEvent.VpsStarted;
import dev.litevps.events.vps.VpsEvent.VpsStopped;
import dev.litevps.events.vps.VpsId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who own machines and pay for them, and the support staff that helps them with their money. */
final class Customers {

    private static final int MOST_MACHINES = 5;
    private static final int MOST_HOURS_PAID = 150;
    private static final Duration QUICK = Duration.ofSeconds(90);
    private static final Duration IDLE = Duration.ofHours(60);

    private final Courier courier;
    private final Agenda agenda;
    private final Dice dice;
    private final Witness witness;
    private final Catalogue catalogue;
    private final Tokens tokens;
    private boolean resting;

    /** Whose token a request comes with; null for none. */
    @FunctionalInterface
    interface Tokens {
        @Nullable
        AccessTokenId any(AccountId account);
    }

    Customers(Courier courier, Agenda agenda, Dice dice, Witness witness, Catalogue catalogue, Tokens tokens) {
        this.courier = courier;
        this.agenda = agenda;
        this.dice = dice;
        this.witness = witness;
        this.catalogue = catalogue;
        this.tokens = tokens;
    }

    /** From now on nobody does anything. */
    void rest() {
        resting = true;
    }

    /** The customer does something, and again some time later. */
    void live(AccountId account) {
        if (resting) {
            return;
        }
        act(account);
        agenda.after(dice.percent(50) ? dice.upTo(QUICK) : dice.upTo(IDLE), () -> live(account));
    }

    private void act(AccountId account) {
        int throwOfDice = dice.between(1, 100);
        if (throwOfDice <= 8) {
            pay(account);
        } else if (throwOfDice <= 11) {
            support(account);
        } else {
            operate(account);
        }
    }

    private void operate(AccountId account) {
        List<Witness.Machine> owned = witness.machines().stream()
                .filter(machine -> machine.owner().equals(account) && !isGone(machine))
                .toList();
        if (owned.isEmpty() || (owned.size() < MOST_MACHINES && dice.percent(12))) {
            create(account);
            return;
        }
        Witness.Machine machine = dice.oneOf(owned);
        if (dice.percent(4)) {
            courier.send(new DestroyVps(machine.id(), account, courier.stamp()));
        } else if (isOff(machine)) {
            courier.send(new StartVps(machine.id(), account, tokens.any(account), courier.stamp()));
        } else if (isOn(machine)) {
            cycle(machine);
        } else if (dice.percent(20)) {
            courier.send(new StopVps(machine.id(), account, courier.stamp()));
        }
    }

    /** Off, and often on again within the minute. */
    private void cycle(Witness.Machine machine) {
        if (dice.percent(30)) {
            courier.send(new RestartVps(machine.id(), machine.owner(), courier.stamp()));
            return;
        }
        courier.send(new StopVps(machine.id(), machine.owner(), courier.stamp()));
        if (dice.percent(70)) {
            agenda.after(
                    dice.upTo(QUICK),
                    () -> courier.send(
                            new StartVps(machine.id(), machine.owner(), tokens.any(machine.owner()), courier.stamp())));
        }
    }

    private void create(AccountId account) {
        PlanId plan = dice.oneOf(catalogue.plans());
        VpsId vps = new VpsId(dice.uuid());
        courier.send(new CreateVps(vps, account, tokens.any(account), "web-1", plan, List.of(), courier.stamp()));
    }

    /** Some hours of some plan, so that it is soon too little. */
    void pay(AccountId account) {
        long price = catalogue.priceOf(dice.oneOf(catalogue.plans()));
        Usd amount = new Usd(price * dice.between(1, MOST_HOURS_PAID) + dice.between(0, 3));
        courier.send(new CreditFunds(
                new LedgerId(account),
                new CreditId(dice.uuid()),
                CreditKind.TOP_UP,
                amount,
                "top-up",
                courier.stamp()));
    }

    private void support(AccountId account) {
        LedgerId ledger = new LedgerId(account);
        long price = catalogue.priceOf(dice.oneOf(catalogue.plans()));
        Usd amount = new Usd(price * dice.between(1, 20));
        if (dice.percent(50)) {
            courier.send(new RefundFunds(
                    ledger, new RefundId(dice.uuid()), null, amount, "outage", account, courier.stamp()));
        } else {
            Usd signed = dice.percent(60) ? Usd.ZERO.minus(amount) : amount;
            courier.send(new AdjustBalance(
                    ledger, new AdjustmentId(dice.uuid()), null, signed, "corrected", account, courier.stamp()));
        }
    }

    static boolean isOn(Witness.Machine machine) {
        return machine.latest() instanceof VpsProvisioned
                || machine.latest() instanceof VpsStarted
                || machine.latest() instanceof VpsRestarted;
    }

    private static boolean isOff(Witness.Machine machine) {
        return machine.latest() instanceof VpsStopped
                || machine.latest() instanceof VpsPowerChangeFailed
                || machine.latest() instanceof VpsLost;
    }

    static boolean isGone(Witness.Machine machine) {
        return machine.latest() instanceof VpsDestroyRequested || machine.latest() instanceof VpsDestroyed;
    }
}
