package dev.litevps.bench.simulation;

import dev.litevps.command.plan.PlanCommand.PublishPlan;
import dev.litevps.command.plan.PlanCommand.RepricePlan;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plans of a seed and the operator who changes their prices. */
final class Catalogue {

    private static final int MOST_PLANS = 3;
    private static final Duration LONGEST_BETWEEN_CHANGES = Duration.ofDays(8);

    /** Prices that sixty does and does not divide, from less than a micro-dollar a minute to dollars. */
    private static final List<Integer> AWKWARD_PRICES =
            List.of(1, 7, 59, 60, 61, 119, 5_000, 9_999, 600_000, 1_234_567);

    private static final int HIGHEST_PRICE = 3_000_000;

    private final Courier courier;
    private final Agenda agenda;
    private final SimulatedClock clock;
    private final Dice dice;
    private final Map<PlanId, Long> prices = new LinkedHashMap<>();

    Catalogue(Courier courier, Agenda agenda, SimulatedClock clock, Dice dice) {
        this.courier = courier;
        this.agenda = agenda;
        this.clock = clock;
        this.dice = dice;
    }

    void publish(Resources resources) {
        int count = dice.between(1, MOST_PLANS);
        for (int i = 0; i < count; i++) {
            PlanId plan = new PlanId(dice.uuid());
            long price = anyPrice();
            prices.put(plan, price);
            courier.deliver(new PublishPlan(plan, "Plan " + i, resources, new Usd(price), clock.wall()));
            agenda.after(dice.evenlyUpTo(LONGEST_BETWEEN_CHANGES), () -> reprice(plan));
        }
    }

    List<PlanId> plans() {
        return new ArrayList<>(prices.keySet());
    }

    /** About what it costs. */
    long priceOf(PlanId plan) {
        return prices.getOrDefault(plan, 0L);
    }

    private void reprice(PlanId plan) {
        long price = anyPrice();
        prices.put(plan, price);
        courier.send(new RepricePlan(plan, new Usd(price), clock.wall()));
        agenda.after(dice.evenlyUpTo(LONGEST_BETWEEN_CHANGES), () -> reprice(plan));
    }

    private long anyPrice() {
        return dice.percent(60) ? dice.oneOf(AWKWARD_PRICES) : dice.between(1, HIGHEST_PRICE);
    }
}
