package dev.litevps.api.mail;

/** The e-mail will never be delivered, because its address is none. Does not say the address. */
public final class MailRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailRefused(String message) {
        super(message);
    }
}
