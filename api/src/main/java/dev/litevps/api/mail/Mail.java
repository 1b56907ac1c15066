package dev.litevps.api.mail;

import dev.litevps.events.account.AccountId;

/**
 * An e-mail to one recipient, in plain text.
 *
 * @param accountId whose e-mail it is: where it is kept, it is encrypted under this account's key
 * @param id what tells it from all others; the same e-mail sent again has the same
 * @param to one address
 * @param subject one line
 * @param text lines that end in {@code \n}
 */
public record Mail(AccountId accountId, String id, String to, String subject, String text) {

    /** {@link IllegalArgumentException} if what goes into a header line does not fit into one line. */
    public Mail {
        requireOneLine(id);
        requireOneLine(to);
        requireOneLine(subject);
    }

    /** The address as logs show it: enough to recognise one's own, and no more. */
    String maskedTo() {
        int at = to.lastIndexOf('@');
        return at < 1 ? "…" : to.substring(0, 1) + "…" + to.substring(at);
    }

    /** Without what says something about a person, since it may end up in a log. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }

    private static void requireOneLine(String header) {
        if (header.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a control character in a header of an e-mail");
        }
    }
}
