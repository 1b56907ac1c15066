package dev.litevps.api.replay;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Where views are made anew. */
@Component
class CopyDatabases {

    private static final Logger LOG = LoggerFactory.getLogger(CopyDatabases.class);

    private final ViewRebuilds rebuilds;
    private final DatabaseCoordinates database;
    private final Clock clock;

    CopyDatabases(ViewRebuilds rebuilds, DatabaseCoordinates database, Clock clock) {
        this.rebuilds = rebuilds;
        this.database = database;
        this.clock = clock;
    }

    /** The copy of the rebuild, which is made, empty, if it is not there. */
    CopyDatabase open(ViewRebuild rebuild) throws SQLException {
        return CopyDatabase.of(rebuild, database, clock);
    }

    /**
     * Removes what belongs to no rebuild that is open: whoever ended it, or was stopped before it could. What is in use at the
     * moment is left to the next time.
     */
    void removeLeftovers() {
        for (String schema : rebuilds.schemas()) {
            if (!rebuilds.isOpen(rebuildOf(schema))) {
                remove(schema);
            }
        }
    }

    private void remove(String schema) {
        try {
            new JdbcTemplate(database.unpooled())
                    .execute("set lock_timeout = '1s'; drop schema if exists " + schema + " cascade");
        } catch (DataAccessException inUse) {
            LOG.debug("The schema {} is in use", schema, inUse);
        }
    }

    private static UUID rebuildOf(String schema) {
        String digits = schema.substring(schema.indexOf('_') + 1, schema.indexOf('_') + 33);
        return new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
    }
}
