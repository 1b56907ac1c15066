package dev.litevps.command;

/** A command was refused by a rule, and changed nothing. The message is a sentence for whoever sent it. */
public class CommandRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectionCode code;

    public CommandRejected(RejectionCode code, String message) {
        super(message);
        this.code = code;
    }

    public RejectionCode code() {
        return code;
    }
}
