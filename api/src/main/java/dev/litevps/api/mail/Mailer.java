package dev.litevps.api.mail;

/** The port to e-mail. */
public interface Mailer {

    /**
     * Hands the e-mail over to what delivers it. Blocks.
     *
     * @throws MailRefused if it will never be delivered, however often it is tried
     * @throws RuntimeException if it may go well another time
     */
    void send(Mail mail);

    /** Whether e-mails go to a mail server; otherwise they stay here, and reach nobody. */
    boolean deliversMail();
}
