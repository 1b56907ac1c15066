package dev.litevps.query;

import dev.litevps.events.account.Personal;

/** How views forget what the owner of an erased account called things. */
public final class Erasure {

    /** What is shown in place of a name. */
    public static final String ERASED = Personal.ERASED;

    private Erasure() {}
}
