package dev.litevps.query.vps;

import dev.litevps.events.Resources;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.host.HostId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Columns;
import dev.litevps.query.RecentRows;
import dev.litevps.query.Slice;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the view of machines. */
@Component
public class VpsQueries {

    private final DatabaseClient database;
    private final RecentRows recent;

    public VpsQueries(DatabaseClient database, RecentRows recent) {
        this.database = database;
        this.recent = recent;
    }

    /** The VPS, whoever owns it and also if it was destroyed; empty if there never was one. */
    public Mono<VpsRow> byId(VpsId id) {
        return recent.get(id.toString(), VpsRow.class, () -> read(id));
    }

    private Mono<VpsRow> read(VpsId id) {
        return database.sql("select * from vps_view where id = :id")
                .bind("id", id.value())
                .map(VpsQueries::row)
                .one();
    }

    /** The account's machines that were not destroyed and of which the filter is true, the newest first. */
    public Flux<VpsRow> byAccount(AccountId accountId, VpsFilter filter, Slice slice) {
        Slice.Position after = Objects.requireNonNullElse(slice.after(), Slice.BEFORE_ALL);
        GenericExecuteSpec statement = database.sql(
                        """
                        select * from vps_view where account_id = :account_id and destroyed_at is null
                            and (created_at, id) < (:after_at, :after_id)""" + filter.condition() + " order by created_at desc, id desc limit :limit offset :offset")
                .bind("account_id", accountId.value())
                .bind("after_at", after.at().atOffset(ZoneOffset.UTC))
                .bind("after_id", after.id())
                .bind("limit", slice.limit())
                .bind("offset", slice.offset());
        return bind(statement, filter).map(VpsQueries::row).all();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, VpsFilter filter) {
        GenericExecuteSpec bound = statement;
        if (filter.state() != null) {
            bound = bound.bind("state", filter.state().code());
        }
        if (filter.name() != null) {
            bound = bound.bind("name", filter.name());
        }
        if (filter.template() != null) {
            bound = bound.bind("template", filter.template());
        }
        if (!filter.labels().isEmpty()) {
            bound = bound.bind("labels", filter.labels().toArray(String[]::new));
        }
        return bound;
    }

    /** Whether the account has a VPS of which something may be left on a host. */
    public Mono<Boolean> anyOf(AccountId accountId) {
        return database.sql("""
                        select exists (select from vps_view where account_id = :account_id and destroyed_at is null)
                            as any_left""")
                .bind("account_id", accountId.value())
                .map(row -> new Columns(row).flag("any_left"))
                .one();
    }

    /** What the account's VPSes of these ids are called, also those that were destroyed; others are left out. */
    public Mono<Map<VpsId, String>> names(AccountId accountId, Collection<VpsId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : database.sql("select id, name from vps_view where id = any(:ids) and account_id = :account_id")
                        .bind("ids", ids.stream().map(VpsId::value).toArray(UUID[]::new))
                        .bind("account_id", accountId.value())
                        .map(row -> {
                            Columns columns = new Columns(row);
                            return Map.entry(new VpsId(columns.uuid("id")), columns.text("name"));
                        })
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static VpsRow row(Readable row) {
        Columns columns = new Columns(row);
        return new VpsRow(
                new VpsId(columns.uuid("id")),
                new AccountId(columns.uuid("account_id")),
                columns.text("name"),
                status(columns),
                new VpsPlan(
                        new PlanId(columns.uuid("plan_id")),
                        new Resources(
                                columns.integer("vcpu"), columns.integer("memory_mb"), columns.integer("disk_gb")),
                        new Usd(columns.number("price_per_hour_micros"))),
                columns.textOrNull("template"),
                VpsLabels.read(columns.required("labels", String[].class)),
                location(columns),
                new VpsRow.Lifetime(
                        columns.instant("created_at"),
                        columns.instant("updated_at"),
                        columns.instantOrNull("expires_at"),
                        columns.instantOrNull("destroyed_at")),
                columns.number("version"));
    }

    private static VpsStatus status(Columns columns) {
        String transition = columns.textOrNull("transition");
        return new VpsStatus(
                VpsState.of(columns.text("state")),
                transition == null ? null : VpsTransition.of(transition),
                columns.textOrNull("reason"),
                columns.textOrNull("message"));
    }

    private static @Nullable VpsLocation location(Columns columns) {
        if (columns.textOrNull("address") == null) {
            return null;
        }
        return new VpsLocation(
                new HostId(columns.uuid("host_id")),
                columns.text("address"),
                columns.integer("ssh_port"),
                columns.textOrNull("ssh_host_key"));
    }
}
