package dev.litevps.api.postgres;

/** PostgreSQL could not be started, kept or stopped. The message is one sentence that tells its reader what to change. */
public final class EmbeddedPostgresException extends RuntimeException {

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
