package dev.litevps.api.operations;

import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads processes from where they are stored, each with its deadline and the durable work that it waits for. */
@Component
class ProcessQueries {

    private static final String SELECT = """
            select saga.saga_id, saga.saga_type, state.vps_id, state.account_id, state.deadline_name, state.deadline_id,
                deadline.execution_time as deadline, work.task_name as order_task, work.task_instance as order_id
            from saga_entry saga
            cross join lateral (select convert_from(saga.serialized_saga, 'UTF8')::jsonb as json) as stored
            cross join lateral (
                select json ->> 'vpsId' as vps_id, json ->> 'accountId' as account_id,
                    json ->> 'deadlineName' as deadline_name, json ->> 'deadlineId' as deadline_id,
                    json ->> 'snapshotId' as snapshot_id, json ->> 'jobId' as job_id) as state
            left join scheduled_tasks deadline on deadline.task_instance = state.deadline_id
            cross join lateral (
                select 'job' as task, state.job_id as id where state.job_id is not null
                union all
                select 'snapshot-order', (select order_id from snapshot_order where snapshot_id = state.snapshot_id::uuid)
                where state.snapshot_id is not null
                union all
                select 'machine-order', (select order_id from machine_order where vps_id = state.vps_id::uuid)
                where state.job_id is null and state.snapshot_id is null) as ordered
            left join scheduled_tasks work on work.task_name = ordered.task and work.task_instance = ordered.id
            """;

    /** The same rule as {@link ProcessRow#stuck}. */
    private static final String STUCK = """
            (state.deadline_id is not null and deadline.execution_time is null
                or coalesce(deadline.execution_time < now() - make_interval(secs => :patience), false))""";

    private final DatabaseClient database;

    ProcessQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What is stuck first, then what will have waited out its patience first.
     *
     * @param onlyStuck leaves out the rest
     */
    Flux<ProcessRow> list(boolean onlyStuck, int limit, long offset) {
        return database.sql(SELECT + " where " + STUCK + " or not :only_stuck order by " + STUCK
                        + " desc, deadline.execution_time nulls last, saga.saga_id limit :limit offset :offset")
                .bind("patience", (double) StuckTasks.PATIENCE.toSeconds())
                .bind("only_stuck", onlyStuck)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(ProcessQueries::row)
                .all();
    }

    /** One process; empty if there is none, since those that have ended are deleted. */
    Mono<ProcessRow> find(String id) {
        return database.sql(SELECT + " where saga.saga_id = :id")
                .bind("id", id)
                .map(ProcessQueries::row)
                .one();
    }

    private static ProcessRow row(Readable row) {
        Columns columns = new Columns(row);
        return new ProcessRow(
                columns.text("saga_id"),
                columns.text("saga_type"),
                columns.textOrNull("vps_id"),
                columns.textOrNull("account_id"),
                columns.textOrNull("deadline_name"),
                columns.textOrNull("deadline_id"),
                columns.instantOrNull("deadline"),
                columns.textOrNull("order_task"),
                columns.textOrNull("order_id"));
    }
}
