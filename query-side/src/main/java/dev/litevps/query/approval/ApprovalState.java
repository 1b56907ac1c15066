package dev.litevps.query.approval;

import java.util.Locale;

/** What became of a request to move money. */
public enum ApprovalState {
    /** It waits for a second person. */
    PENDING("decision is null and expires_at > :now"),
    /** The money was moved. */
    APPROVED("decision = 'approved'"),
    /** It was turned down, or taken back. */
    REJECTED("decision = 'rejected'"),
    /** Nobody decided in time. */
    EXPIRED("decision is null and expires_at <= :now");

    private final String condition;

    ApprovalState(String condition) {
        this.condition = condition;
    }

    /** As it is shown to clients. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In SQL, with the parameter {@code :now}. */
    String condition() {
        return condition;
    }
}
