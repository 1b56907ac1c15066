package dev.litevps.api.eventstore;

/**
 * Who this process is among those that share a database.
 *
 * @param name under which it claims work
 * @param sole whether it can be sure that nobody else is there, so that whatever is claimed was claimed by its own earlier
 *     life and can be taken up at once instead of after a time-out
 */
public record NodeIdentity(String name, boolean sole) {

    /** The only process on its database: one that brings the database itself. */
    public static NodeIdentity alone() {
        return new NodeIdentity("sole", true);
    }
}
