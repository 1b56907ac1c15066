package dev.litevps.api.billing;

import dev.litevps.api.web.Dollars;
import dev.litevps.events.Usd;
import dev.litevps.query.ledger.ChargeExplanation;
import dev.litevps.query.ledger.EntryKind;
import dev.litevps.query.ledger.EventReference;
import dev.litevps.query.plan.PlanRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a charge came about.
 *
 * @param from when the minute or the hour began
 * @param minutes how many minutes of it are charged
 * @param reversedMinutes how many were charged and given back
 * @param amount what the charge adds to the balance, all in all, in US dollars: below zero, or zero if all was given back
 * @param amountMicros the same in micro-dollars, exactly: the sum of the parts
 * @param explanation the same in words
 * @param prices the prices of the plan that were charged
 * @param parts what was charged and given back, in the order in which it was booked
 * @param meters when the VPS was metered around that time
 * @param events what all of this follows from, in the order of time
 */
record ChargeResponse(
        String id,
        String kind,
        String vpsId,
        String vpsName,
        @Nullable PlanName plan,
        Instant from,
        int minutes,
        int reversedMinutes,
        BigDecimal amount,
        long amountMicros,
        String explanation,
        List<Price> prices,
        List<ChargePart> parts,
        List<Meter> meters,
        List<Event> events) {

    /** The plan of the VPS. */
    record PlanName(String id, String name) {}

    /**
     * A price of the plan.
     *
     * @param number the how-manieth of the plan it is
     * @param priceHourly in US dollars
     * @param priceHourlyMicros the same in micro-dollars, exactly
     * @param effectiveFrom when the first minute that costs it began
     */
    record Price(int number, BigDecimal priceHourly, long priceHourlyMicros, Instant effectiveFrom, String eventId) {

        static Price of(ChargeExplanation.Price price) {
            return new Price(
                    price.number(),
                    Dollars.of(price.perHour()),
                    price.perHour().micros(),
                    price.effectiveFrom(),
                    price.event().id().toString());
        }
    }

    /**
     * A time in which the VPS could be reached and cost money.
     *
     * @param closedAt null as long as it does
     */
    record Meter(Instant openedAt, @Nullable Instant closedAt) {}

    /**
     * A fact in the event store.
     *
     * @param sequence among the events of its aggregate, from 0
     */
    record Event(String id, String type, long sequence, Instant time) {

        static Event of(EventReference event) {
            return new Event(event.id().toString(), event.type(), event.sequenceNumber(), event.at());
        }
    }

    static ChargeResponse of(ChargeExplanation explanation, String vpsName, @Nullable PlanRow plan) {
        Usd amount = Usd.ZERO.minus(explanation.cost());
        int reversed = explanation.bookings().stream()
                .filter(booking -> booking.kind() == EntryKind.REVERSAL)
                .mapToInt(booking -> booking.line().minutes())
                .sum();
        return new ChargeResponse(
                explanation.id().toString(),
                EntryKind.CHARGE.code(),
                explanation.id().vpsId().toString(),
                vpsName,
                plan == null ? null : new PlanName(plan.id().toString(), plan.name()),
                explanation.id().first().start(),
                explanation.minutes(),
                reversed,
                Dollars.of(amount),
                amount.micros(),
                inWords(explanation, vpsName, reversed),
                explanation.prices().stream().map(Price::of).toList(),
                ChargePart.of(explanation.bookings()),
                explanation.meters().stream()
                        .map(meter -> new Meter(meter.openedAt(), meter.closedAt()))
                        .toList(),
                events(explanation));
    }

    private static String inWords(ChargeExplanation explanation, String vpsName, int reversed) {
        String charged = "VPS %s is charged for %s from %s on: %d µ$."
                .formatted(
                        vpsName,
                        Description.minutes(explanation.minutes()),
                        Description.moment(explanation.id().first().start()),
                        explanation.cost().micros());
        return reversed == 0
                ? charged
                : charged
                        + " %s had been charged beside and given back, because it did not run any more."
                                .formatted(Description.minutes(reversed));
    }

    private static List<Event> events(ChargeExplanation explanation) {
        Stream<EventReference> bookings = explanation.bookings().stream().map(ChargeExplanation.Booking::event);
        Stream<EventReference> meters = explanation.meters().stream()
                .flatMap(meter -> Stream.of(meter.opened(), meter.closed()))
                .filter(Objects::nonNull);
        Stream<EventReference> prices = explanation.prices().stream().map(ChargeExplanation.Price::event);
        return Stream.of(prices, meters, bookings)
                .flatMap(references -> references)
                .distinct()
                .sorted(Comparator.comparing(EventReference::at).thenComparing(EventReference::sequenceNumber))
                .map(Event::of)
                .toList();
    }
}
