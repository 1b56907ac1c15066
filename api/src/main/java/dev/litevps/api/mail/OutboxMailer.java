package dev.litevps.api.mail;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where no mail server is set up: an e-mail is a line in the log and an entry in the outbox. */
final class OutboxMailer implements Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxMailer.class);

    private final Outbox outbox;

    OutboxMailer(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void send(Mail mail) {
        if (outbox.add(mail)) {
            LOG.info("E-mail to {}: {}", mail.maskedTo(), mail.subject());
        }
    }

    @Override
    public boolean deliversMail() {
        return false;
    }
}
