package dev.litevps.host;

import org.jspecify.annotations.Nullable;

/** Something about a file in a guest does not allow what was asked. */
public final class GuestFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What it is. */
    public enum Reason {
        /** There is no such file. */
        NO_SUCH_FILE,
        /** There is no such folder for the file to lie in. */
        NO_SUCH_FOLDER,
        /** It is a folder, a device, a pipe or a socket. */
        NOT_A_REGULAR_FILE,
        /** The guest cannot store it: its disk is full. */
        NO_SPACE,
        /** The guest cannot do it, or does not allow it, even to root: the file system is read-only, for example. */
        REFUSED
    }

    private final Reason reason;

    public GuestFileException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
