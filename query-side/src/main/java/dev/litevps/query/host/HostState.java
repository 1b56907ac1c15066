package dev.litevps.query.host;

/** Whether a host is given machines. */
public enum HostState {
    /** It is. */
    ACTIVE("active"),
    /** It is not, and keeps what it has. */
    CORDONED("cordoned"),
    /** It is not, and something is still on it. */
    DRAINING("draining"),
    /** It is not, and nothing is on it. */
    DRAINED("drained"),
    /** It is gone for good. */
    REMOVED("removed");

    private final String code;

    HostState(String code) {
        this.code = code;
    }

    /** As it is shown, and as the view has it. */
    public String code() {
        return code;
    }
}
