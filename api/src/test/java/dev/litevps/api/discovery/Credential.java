package dev.litevps.api.discovery;

/** What somebody shows who asks for something. */
enum Credential {
    NONE("no credentials", Standing.NOBODY),
    GARBAGE("garbage", Standing.NOBODY),
    EXPIRED("expired session", Standing.NOBODY),
    FORGED("session with a wrong signature", Standing.NOBODY),
    REVOKED("revoked token", Standing.NOBODY),
    STRANGER_SESSION("other tenant's session", Standing.STRANGER),
    STRANGER_TOKEN("other tenant's token", Standing.STRANGER),
    AUDITOR("auditor", Standing.AUDITOR),
    SUPPORT("support", Standing.SUPPORT),
    OPERATOR("operator", Standing.OPERATOR),
    OPERATOR_TOKEN("operator's token", Standing.OPERATOR),
    SUPPORT_LIMITED("support's token with a spend limit", Standing.SUPPORT),
    OPERATOR_LIMITED("operator's token with a spend limit", Standing.OPERATOR),
    OWNER_LIMITED("owner's token with a spend limit", Standing.OWNER),
    OWNER_TOKEN("owner's token", Standing.OWNER),
    OWNER_SESSION("owner's session", Standing.OWNER);

    /** Who that is to what belongs to the owner. */
    enum Standing {
        NOBODY,
        STRANGER,
        AUDITOR,
        SUPPORT,
        OPERATOR,
        OWNER
    }

    private final String words;
    private final Standing standing;

    Credential(String words, Standing standing) {
        this.words = words;
        this.standing = standing;
    }

    Standing standing() {
        return standing;
    }

    /** Whether it is an access token with a spend limit. */
    boolean isLimited() {
        return this == SUPPORT_LIMITED || this == OPERATOR_LIMITED || this == OWNER_LIMITED;
    }

    @Override
    public String toString() {
        return words;
    }
}
