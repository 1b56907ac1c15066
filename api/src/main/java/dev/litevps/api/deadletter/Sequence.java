package dev.litevps.api.deadletter;

/**
 * Events that must be handled one after the other: those of one aggregate.
 *
 * @param group who handles them
 * @param segment of a saga's processor, since each segment handles an event for its own sagas; {@link #ANY} of others
 * @param aggregate whose events they are
 */
record Sequence(String group, int segment, String aggregate) {

    static final int ANY = -1;
}
