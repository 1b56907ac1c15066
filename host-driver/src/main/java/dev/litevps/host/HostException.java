package dev.litevps.host;

import org.jspecify.annotations.Nullable;

/** A host or a guest did not do what was asked. The reason tells the caller whether asking again can help. */
public final class HostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, in terms a caller can act on. */
    public enum Reason {
        /** The host, its daemon or the guest's SSH server does not answer, for now. */
        UNREACHABLE(true),
        /** It answered too late. */
        TIMED_OUT(true),
        /** The endpoint that the machine shall answer at is taken by something else. */
        ADDRESS_IN_USE(true),
        /** The host has no room for the machine's disk or memory. */
        NO_SPACE(false),
        /** There is no such machine on the host. */
        NO_SUCH_MACHINE(false),
        /** Whoever answered does not hold the pinned host key, or refuses the platform's key. */
        NOT_TRUSTED(false),
        /** The caller no longer wants the result. */
        CANCELLED(false),
        /** The host refused for another reason that will not pass by itself. */
        REFUSED(false);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /** Whether the same request may succeed later. */
        public boolean isPassing() {
            return passing;
        }
    }

    private final Reason reason;

    public HostException(Reason reason, String message) {
        this(reason, message, null);
    }

    public HostException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
