package dev.litevps.api.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends by SMTP. That the mail server took an e-mail is as much as it can know. */
final class SmtpMailer implements Mailer {

    /** RFC 5321, 4.2, and the enhanced code of RFC 2034 after it. */
    private static final Pattern REPLY_CODE = Pattern.compile("[2-5]\\d\\d(?:[ -][245]\\.\\d{1,3}\\.\\d{1,3})?");

    private final JavaMailSender sender;
    private final InternetAddress from;
    private final String domain;

    /** {@link IllegalStateException} if {@code from} is not a sender. */
    SmtpMailer(JavaMailSender sender, String from) {
        this.sender = sender;
        try {
            this.from = new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalStateException("litevps.mail.from is not like \"LiteVPS <billing@example.com>\"", e);
        }
        String address = this.from.getAddress();
        this.domain = address.substring(address.lastIndexOf('@') + 1);
    }

    @Override
    public void send(Mail mail) {
        MimeMessage message = message(mail, recipient(mail));
        try {
            sender.send(message);
        } catch (MailSendException e) {
            throw new MailSendException("the mail server did not take it: " + reason(e));
        }
    }

    @Override
    public boolean deliversMail() {
        return true;
    }

    private MimeMessage message(Mail mail, InternetAddress recipient) {
        MimeMessage message = sender.createMimeMessage();
        try {
            message.setFrom(from);
            message.setRecipient(Message.RecipientType.TO, recipient);
            message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
            message.setText(mail.text(), StandardCharsets.UTF_8.name());
            message.setHeader("Message-ID", "<" + mail.id() + "@" + domain + ">");
            // RFC 3834: no out-of-office notes in return.
            message.setHeader("Auto-Submitted", "auto-generated");
            return message;
        } catch (MessagingException e) {
            throw new MailPreparationException("the e-mail could not be put together", e);
        }
    }

    private static InternetAddress recipient(Mail mail) {
        try {
            return new InternetAddress(mail.to(), true);
        } catch (AddressException e) {
            // Its message and its cause would say the address.
            throw new MailRefused("it is not the form of an address");
        }
    }

    /** The kind of failure and the server's code; what else the server said may contain the address. */
    private static String reason(MailSendException failure) {
        StringBuilder reason = new StringBuilder();
        for (Exception exception : failure.getMessageExceptions()) {
            for (Exception link = exception; link != null; link = next(link)) {
                reason.append(link.getClass().getSimpleName()).append(' ');
                Matcher code = REPLY_CODE.matcher(String.valueOf(link.getMessage()));
                if (code.lookingAt()) {
                    reason.append(code.group()).append(' ');
                }
            }
        }
        return reason.toString().strip();
    }

    private static @Nullable Exception next(Exception exception) {
        return exception instanceof MessagingException messaging ? messaging.getNextException() : null;
    }
}
