package dev.litevps.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanEvent;
import dev.litevps.events.plan.PlanId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class PlanProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Resources SMALL = new Resources(1, 512, 10);

    private final PlanId id = new PlanId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new PlanProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Plan",
                id,
                published(id, "0.0042"),
                new PlanEvent.PlanRepriced(id, Usd.of("0.0050"), Minute.of(AT).plus(1), AT),
                new PlanEvent.PlanRenamed(id, "pico", AT),
                new PlanEvent.PlanRetired(id, AT));
    }

    @Test
    void theCatalogueShowsRetiredPlansLastAndSinceWhenThePriceHolds() {
        PlanId sold = new PlanId(UUID.randomUUID());
        handle(life());
        handle(Events.of("Plan", sold, published(sold, "0.10")));
        PlanQueries queries = new PlanQueries(database().reads());

        CatalogueRow retired = new CatalogueRow(
                new PlanRow(id, "pico", SMALL, Usd.of("0.0050"), true),
                Minute.of(AT).plus(1));
        assertThat(queries.catalogue().collectList().block(PATIENCE))
                .containsExactly(
                        new CatalogueRow(new PlanRow(sold, "nano", SMALL, Usd.of("0.10"), false), Minute.of(AT)),
                        retired);
        assertThat(queries.catalogueEntry(id).block(PATIENCE)).isEqualTo(retired);
    }

    @Test
    void theCheapestPlanComesFirstAndRetiredOnesNotAtAll() {
        PlanId cheap = new PlanId(UUID.randomUUID());
        PlanId dear = new PlanId(UUID.randomUUID());
        handle(life());
        handle(Events.of("Plan", dear, published(dear, "0.10")));
        handle(Events.of("Plan", cheap, published(cheap, "0.01")));
        List<PlanId> active = new PlanQueries(database().reads())
                .active()
                .map(PlanRow::id)
                .collectList()
                .block(PATIENCE);
        assertThat(active).containsExactly(cheap, dear);
    }

    @Test
    void aRetiredPlanKeepsItsLastPrice() {
        handle(life());
        assertThat(new PlanQueries(database().reads()).byId(id).block(PATIENCE))
                .isEqualTo(new PlanRow(id, "pico", SMALL, Usd.of("0.0050"), true));
    }

    @Test
    void everyPriceKeepsItsNumberAndItsFirstMinute() {
        handle(life());
        assertThat(database()
                        .jdbc()
                        .query(
                                "select number, price_per_hour_micros, effective_from from price_view order by number",
                                (row, _) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3))))
                .containsExactly(
                        List.of(1L, 4_200L, Minute.of(AT).sinceEpoch()),
                        List.of(2L, 5_000L, Minute.of(AT).plus(1).sinceEpoch()));
    }

    private static PlanEvent published(PlanId id, String price) {
        return new PlanEvent.PlanPublished(id, "nano", SMALL, Usd.of(price), AT);
    }
}
