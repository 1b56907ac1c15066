package dev.litevps.api.replay;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Copies of views that nobody works on. Blocks. */
@Component
public class RestingCopies {

    private final ViewRebuilds rebuilds;
    private final JdbcOperations jdbc;

    RestingCopies(ViewRebuilds rebuilds, JdbcOperations jdbc) {
        this.rebuilds = rebuilds;
        this.jdbc = jdbc;
    }

    /**
     * An account is erased by the transaction that is under way: a copy that waits to be swapped is brought up to date, so that
     * it forgets the account too, and one that is half made is removed.
     */
    public void accountErased() {
        for (ViewRebuild given : rebuilds.accountErased()) {
            new ViewCopy(given.view(), given.schema(), jdbc).drop();
        }
    }
}
