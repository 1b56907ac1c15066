package dev.litevps.api.operations;

import dev.litevps.query.Columns;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the scheduler's table. Of what the tasks carry only the VPS's id is shown: the rest may be personal. */
@Component
class TaskQueries {

    private static final String COLUMNS = "task_name, task_instance, execution_time, picked, picked_by, last_heartbeat,"
            + " coalesce(consecutive_failures, 0) as failures, last_failure, task_data";

    private static final JsonMapper JSON = new JsonMapper();

    private final DatabaseClient database;

    TaskQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What is stuck first, then what is due first.
     *
     * @param onlyStuck leaves out the rest
     */
    Flux<TaskRow> list(boolean onlyStuck, int limit, long offset) {
        return database.sql("select " + COLUMNS + " from scheduled_tasks where " + StuckTasks.CONDITION
                        + " or not :only_stuck order by " + StuckTasks.CONDITION
                        + " desc, execution_time, task_name, task_instance limit :limit offset :offset")
                .bindValues(StuckTasks.parameters())
                .bind("only_stuck", onlyStuck)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(TaskQueries::row)
                .all();
    }

    /** One task; empty if there is none, since what is done is deleted. */
    Mono<TaskRow> find(String name, String instance) {
        return database.sql(
                        "select " + COLUMNS + " from scheduled_tasks where task_name = :name and task_instance = :id")
                .bind("name", name)
                .bind("id", instance)
                .map(TaskQueries::row)
                .one();
    }

    private static TaskRow row(Readable row) {
        Columns columns = new Columns(row);
        return new TaskRow(
                columns.text("task_name"),
                columns.text("task_instance"),
                columns.instant("execution_time"),
                columns.flag("picked"),
                columns.textOrNull("picked_by"),
                columns.instantOrNull("last_heartbeat"),
                columns.integer("failures"),
                columns.instantOrNull("last_failure"),
                vpsId(row.get("task_data", ByteBuffer.class)));
    }

    private static @Nullable String vpsId(@Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        try {
            JsonNode found = JSON.readTree(
                            StandardCharsets.UTF_8.decode(data.duplicate()).toString())
                    .findValue("vpsId");
            return found == null ? null : Objects.requireNonNullElse(found.asString(null), null);
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
