package dev.litevps.query.plan;

import dev.litevps.events.Minute;
import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.plan.PlanId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the price list. */
@Component
public class PlanQueries {

    private static final String CATALOGUE = """
            select plan_view.*, (select effective_from from price_view where plan_id = plan_view.id
                order by number desc limit 1) as effective_from
            from plan_view""";

    private final DatabaseClient database;

    public PlanQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The plans that can be ordered, the cheapest first. */
    public Flux<PlanRow> active() {
        return database.sql("select * from plan_view where not retired order by price_per_hour_micros, name, id")
                .map(PlanQueries::row)
                .all();
    }

    /** The cheapest of the plans that can be ordered and have at least this much; empty if there is none. */
    public Mono<PlanRow> cheapestThatCovers(Resources resources) {
        return active().filter(plan -> plan.resources().covers(resources)).next();
    }

    /** Every plan there ever was, those that can be ordered first, and of them the cheapest first. */
    public Flux<CatalogueRow> catalogue() {
        return database.sql(CATALOGUE + " order by retired, price_per_hour_micros, name, id")
                .map(PlanQueries::catalogueRow)
                .all();
    }

    /** One row of {@link #catalogue}; empty if there never was such a plan. */
    public Mono<CatalogueRow> catalogueEntry(PlanId id) {
        return database.sql(CATALOGUE + " where id = :id")
                .bind("id", id.value())
                .map(PlanQueries::catalogueRow)
                .one();
    }

    /** The plan, also if it is retired; empty if there never was one. */
    public Mono<PlanRow> byId(PlanId id) {
        return database.sql("select * from plan_view where id = :id")
                .bind("id", id.value())
                .map(PlanQueries::row)
                .one();
    }

    private static CatalogueRow catalogueRow(Readable row) {
        return new CatalogueRow(row(row), new Minute(new Columns(row).number("effective_from")));
    }

    private static PlanRow row(Readable row) {
        Columns columns = new Columns(row);
        return new PlanRow(
                new PlanId(columns.uuid("id")),
                columns.text("name"),
                new Resources(columns.integer("vcpu"), columns.integer("memory_mb"), columns.integer("disk_gb")),
                new Usd(columns.number("price_per_hour_micros")),
                columns.flag("retired"));
    }
}
