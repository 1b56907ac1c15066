package dev.litevps.api.startup;

/** The application cannot start as it is set up. The message says in one sentence what to change, and shows no secret. */
public final class InvalidSettings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSettings(String sentence) {
        super(sentence);
    }
}
