package dev.litevps.api.idempotency;

import dev.litevps.query.AggregateVersion;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code idempotent_step}: what of a keyed request is done, whatever became of its answer. All methods block. */
@Component
class RequestSteps {

    private static final TypeReference<List<AggregateVersion>> VERSIONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RequestSteps(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Marks the step as done, in the transaction that is under way if there is one. False if it was done before; who wants
     * to do it at the same moment waits until that transaction has ended.
     */
    boolean mark(KeyedRequest request, String step) {
        return jdbc.sql("INSERT INTO idempotent_step (key_hash, step) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(request.keyHash(), step)
                        .update()
                > 0;
    }

    /** Adds to the mark what the step changed. */
    void note(KeyedRequest request, String step, List<AggregateVersion> changed) {
        jdbc.sql("UPDATE idempotent_step SET changed = ? WHERE key_hash = ? AND step = ?")
                .params(json.writeValueAsString(changed), request.keyHash(), step)
                .update();
    }

    /** What a step that was done before changed. */
    List<AggregateVersion> changed(KeyedRequest request, String step) {
        return jdbc.sql("SELECT changed FROM idempotent_step WHERE key_hash = ? AND step = ?")
                .params(request.keyHash(), step)
                .query(String.class)
                .optional()
                .filter(text -> !text.isEmpty())
                .map(text -> json.readValue(text, VERSIONS))
                .orElse(List.of());
    }
}
