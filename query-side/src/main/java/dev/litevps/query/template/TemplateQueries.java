package dev.litevps.query.template;

import dev.litevps.events.Resources;
import dev.litevps.events.template.TemplateId;
import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the templates. */
@Component
public class TemplateQueries {

    private static final String TEMPLATES = """
            select template_view.*, (select count(*) from template_order_view
                where template_order_view.template = template_view.slug) as times_ordered
            from template_view""";

    private final DatabaseClient database;

    public TemplateQueries(DatabaseClient database) {
        this.database = database;
    }

    /** Those that can be ordered, the one that was ordered most first; of those that were ordered as often, by slug. */
    public Flux<TemplateRow> byPopularity() {
        return database.sql(TEMPLATES + " where not retired order by times_ordered desc, slug")
                .map(TemplateQueries::row)
                .all();
    }

    /** All that ever were, by slug. */
    public Flux<TemplateRow> catalogue() {
        return database.sql(TEMPLATES + " order by slug")
                .map(TemplateQueries::row)
                .all();
    }

    /** The template that can be ordered by the slug; empty if there is none. */
    public Mono<TemplateRow> bySlug(String slug) {
        return catalogueEntry(slug).filter(row -> !row.isRetired());
    }

    /** Retired or not; empty if there never was such a template. */
    public Mono<TemplateRow> catalogueEntry(String slug) {
        // By the id that follows from it: a slug may be any text that somebody asks for, also one that no column holds.
        return database.sql(TEMPLATES + " where id = :id")
                .bind("id", TemplateId.ofSlug(slug).value())
                .map(TemplateQueries::row)
                .one();
    }

    private static TemplateRow row(Readable row) {
        Columns columns = new Columns(row);
        return new TemplateRow(
                new TemplateId(columns.uuid("id")),
                columns.text("slug"),
                columns.text("name"),
                columns.text("description"),
                new Resources(columns.integer("vcpu"), columns.integer("memory_mb"), columns.integer("disk_gb")),
                columns.textOrNull("user_data"),
                columns.integerOrNull("ttl_minutes"),
                columns.number("times_ordered"),
                columns.flag("retired"));
    }
}
