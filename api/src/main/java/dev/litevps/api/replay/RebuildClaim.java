package dev.litevps.api.replay;

import dev.litevps.api.replay.ViewRebuild.State;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * A node's right to work on a rebuild. It ends when somebody gives the rebuild another state, or when another node has taken it
 * over from this one, which it took for dead.
 */
record RebuildClaim(UUID id, String node, State state) {

    /**
     * Whether it still holds. If so, it does until the end of the current transaction: who wants to end it waits for that, and
     * finds nobody at work afterwards.
     */
    boolean keep(JdbcOperations jdbc) {
        return !jdbc.queryForList(
                        "select 1 from public.view_rebuild where id = ? and node = ? and state = ? for update",
                        Integer.class,
                        id,
                        node,
                        ViewRebuilds.word(state))
                .isEmpty();
    }
}
