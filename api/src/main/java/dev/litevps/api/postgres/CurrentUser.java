package dev.litevps.api.postgres;

import com.sun.security.auth.module.UnixSystem;

/** The operating-system user that this process runs as. */
final class CurrentUser {

    private static final int ID = (int) new UnixSystem().getUid();

    private CurrentUser() {}

    static int id() {
        return ID;
    }

    static boolean isRoot() {
        return ID == 0;
    }
}
