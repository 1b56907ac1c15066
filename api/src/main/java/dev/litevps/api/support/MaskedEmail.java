package dev.litevps.api.support;

/** An e-mail address of which one sees whether it is the one that a customer gave, and no more. */
final class MaskedEmail {

    private MaskedEmail() {}

    /** As in {@code a***@example.com}. */
    static String of(String email) {
        int at = email.indexOf('@');
        return at < 1 ? "***" : email.charAt(0) + "***" + email.substring(at);
    }
}
