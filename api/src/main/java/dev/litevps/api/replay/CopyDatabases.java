package dev.litevps.api.replay;

import dev.litevps.api.eventstore.DatabaseCoordinates;
import java.sql.SQLException;
import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Where views are made anew. */
@Component
class CopyDatabases {

    private final DatabaseCoordinates database;
    private final Clock clock;

    CopyDatabases(DatabaseCoordinates database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The copy of the rebuild, which is made, empty, if it is not there. */
    CopyDatabase open(ViewRebuild rebuild) throws SQLException {
        return CopyDatabase.of(rebuild, database, clock);
    }

    /** Removes the copy, if it is there, as soon as nobody is in the middle of a transaction on it. */
    void drop(ViewRebuild rebuild) {
        new ViewCopy(rebuild.view(), rebuild.schema(), new JdbcTemplate(database.unpooled())).drop();
    }
}
