package dev.litevps.api.mail;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;

/** How e-mails are sent: by SMTP where a mail server is set up, otherwise to the outbox. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    Mailer mailer(ObjectProvider<JavaMailSender> mailServer, MailProperties properties, Outbox outbox) {
        JavaMailSender sender = mailServer.getIfAvailable();
        return sender == null ? new OutboxMailer(outbox) : new SmtpMailer(sender, properties.from());
    }
}
