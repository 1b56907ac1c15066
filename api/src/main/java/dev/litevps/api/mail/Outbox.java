package dev.litevps.api.mail;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * E-mails that nobody delivers: table {@code mail_outbox}, the newest {@value #MOST}. They are encrypted under the keys of
 * their accounts, so that those of an erased account cannot be read any more. All methods block.
 */
@Component
class Outbox {

    /** So many are kept. */
    static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final PersonalData personalData;
    private final Clock clock;

    Outbox(JdbcClient jdbc, PersonalData personalData, Clock clock) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** An e-mail, and when it was put here. */
    record Entry(Mail mail, Instant at) {}

    private record Row(
            AccountId accountId,
            String mailId,
            EncryptedText recipient,
            EncryptedText subject,
            EncryptedText text,
            Instant at) {}

    /** Keeps the e-mail; false if it is there already, or its account was erased. */
    @Transactional
    boolean add(Mail mail) {
        Optional<EncryptedText> recipient = personalData.encrypt(mail.accountId(), mail.to());
        Optional<EncryptedText> subject = personalData.encrypt(mail.accountId(), mail.subject());
        Optional<EncryptedText> text = personalData.encrypt(mail.accountId(), mail.text());
        if (recipient.isEmpty() || subject.isEmpty() || text.isEmpty()) {
            return false;
        }
        int added = jdbc.sql("""
                        INSERT INTO mail_outbox
                            (account_id, mail_id, recipient_ciphertext, subject_ciphertext, text_ciphertext, sent_at)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (mail_id) DO NOTHING
                        """)
                .params(
                        mail.accountId().value(),
                        mail.id(),
                        recipient.get().ciphertext(),
                        subject.get().ciphertext(),
                        text.get().ciphertext(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("DELETE FROM mail_outbox WHERE id <= (SELECT id FROM mail_outbox ORDER BY id DESC OFFSET ? LIMIT 1)")
                .param(MOST)
                .update();
        return added > 0;
    }

    /** The newest e-mails that can still be read, the newest first; {@code limit} at most. */
    List<Entry> newest(int limit) {
        return jdbc
                .sql("SELECT * FROM mail_outbox ORDER BY id DESC LIMIT ?")
                .param(limit)
                .query((row, _) -> row(row))
                .list()
                .stream()
                .flatMap(row -> read(row).stream())
                .toList();
    }

    private Optional<Entry> read(Row row) {
        Optional<String> recipient = personalData.decrypt(row.accountId(), row.recipient());
        Optional<String> subject = personalData.decrypt(row.accountId(), row.subject());
        Optional<String> text = personalData.decrypt(row.accountId(), row.text());
        return recipient.isEmpty() || subject.isEmpty() || text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(
                        new Mail(row.accountId(), row.mailId(), recipient.get(), subject.get(), text.get()), row.at()));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("mail_id"),
                new EncryptedText(row.getString("recipient_ciphertext")),
                new EncryptedText(row.getString("subject_ciphertext")),
                new EncryptedText(row.getString("text_ciphertext")),
                row.getObject("sent_at", OffsetDateTime.class).toInstant());
    }
}
