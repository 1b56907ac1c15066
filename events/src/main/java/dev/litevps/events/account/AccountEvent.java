package dev.litevps.events.account;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of an account. */
public sealed interface AccountEvent {

    AccountId accountId();

    Instant at();

    /** The account exists from now on. Its ledger was opened in the same transaction. */
    @Revision("1")
    record AccountRegistered(AccountId accountId, EncryptedText email, Role role, Instant at) implements AccountEvent {}

    /** Somebody proved to be the owner, with the password. Only auditors read it. */
    @Revision("1")
    record LoggedIn(AccountId accountId, Instant at) implements AccountEvent {}

    /** Every session that had begun before was ended. Only auditors read it. */
    @Revision("1")
    record SessionsEnded(AccountId accountId, Instant at) implements AccountEvent {}

    /**
     * The key under which the account's personal data is encrypted was destroyed, and so was all by which its owner could be
     * let in, in the same transaction. This is the receipt. The views forget what the owner called things.
     *
     * @param erasedBy who of support did it
     * @param reason for the auditor to read; it must not name the person
     */
    @Revision("1")
    record AccountErased(AccountId accountId, AccountId erasedBy, String reason, Instant at) implements AccountEvent {}
}
