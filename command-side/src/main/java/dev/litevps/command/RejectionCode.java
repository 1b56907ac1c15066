package dev.litevps.command;

/** Why a command was refused. The HTTP edge gives each its status. */
public enum RejectionCode {
    /** The account already exists, under another identity or with this one. */
    EMAIL_TAKEN,
    /** No such VPS, or it belongs to somebody else. */
    UNKNOWN_VPS,
    /** No such SSH key, or it belongs to somebody else. */
    UNKNOWN_SSH_KEY,
    /** No such access token, or it belongs to somebody else. */
    UNKNOWN_ACCESS_TOKEN,
    /** The access token was revoked while what it was shown for was on its way. */
    ACCESS_TOKEN_REVOKED,
    /** The account has as many access tokens as it may have. */
    TOO_MANY_ACCESS_TOKENS,
    /** No such alert address, or it belongs to somebody else. */
    UNKNOWN_ALERT_ADDRESS,
    /** The account has as many alert addresses as it may. */
    TOO_MANY_ALERT_ADDRESSES,
    /** The VPS has no such snapshot. */
    UNKNOWN_SNAPSHOT,
    /** The VPS has a snapshot of this name already. */
    SNAPSHOT_EXISTS,
    /** The VPS has as many snapshots as it may. */
    TOO_MANY_SNAPSHOTS,
    /** The VPS has no such background job. */
    UNKNOWN_JOB,
    /** The VPS has as many background jobs as it may that have not ended. */
    TOO_MANY_JOBS,
    /** No such plan in the catalogue, or it is no longer sold. */
    UNKNOWN_PLAN,
    /** There is, or was, a template of this slug. */
    TEMPLATE_EXISTS,
    /** No such top-up. */
    UNKNOWN_TOP_UP,
    /** The account has no such money. */
    INSUFFICIENT_BALANCE,
    /** The settings were changed since whoever sent the command looked at them. */
    SETTINGS_OUTDATED,
    /** No such host. */
    UNKNOWN_HOST,
    /** There is a host of this name, or with this connection, already. */
    HOST_EXISTS,
    /** Another address pool lends some of the same addresses. */
    NETWORK_TAKEN,
    /** What was asked does not fit the state that the VPS or the host is in. */
    WRONG_STATE,
    /** The access token has spent all that it may. */
    SPEND_LIMIT_REACHED,
    /** No such account. */
    UNKNOWN_ACCOUNT,
    /** The account still has VPSes. */
    ACCOUNT_IN_USE,
    /** More would be given back than was charged. */
    REFUND_EXCEEDS_CHARGES,
    /** No such request to move money. */
    UNKNOWN_APPROVAL,
    /** It takes a second person. */
    SAME_PERSON,
    /** Nobody of support moves the money of their own account. */
    OWN_ACCOUNT,
    /** The account is one of the staff's, and who asked is no operator. */
    STAFF_ACCOUNT,
    /** A value is outside what the rules allow. */
    INVALID_VALUE
}
