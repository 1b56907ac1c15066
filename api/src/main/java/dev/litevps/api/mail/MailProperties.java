package dev.litevps.api.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The e-mails that the platform sends. The mail server is set up with {@code spring.mail.host} and what is beside it;
 * without, e-mails go to the outbox.
 *
 * @param from the sender that they show, as in {@code LiteVPS <billing@example.com>}
 */
@ConfigurationProperties("litevps.mail")
record MailProperties(
        @DefaultValue("LiteVPS <billing@localhost>") String from) {}
