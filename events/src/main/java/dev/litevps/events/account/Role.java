package dev.litevps.events.account;

/** What an account may do beyond using its own machines. */
public enum Role {
    CUSTOMER,
    AUDITOR,
    SUPPORT,
    OPERATOR
}
