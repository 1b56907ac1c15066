package dev.litevps.api.alert;

import dev.litevps.api.mail.Mail;
import dev.litevps.api.mail.MailRefused;
import dev.litevps.api.mail.Mailer;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.query.account.AccountQueries;
import dev.litevps.query.account.AccountRow;
import dev.litevps.query.alert.AlertAddressQueries;
import dev.litevps.query.alert.AlertAddressRow;
import dev.litevps.saga.alert.Alert;
import dev.litevps.saga.alert.AlertRecipient;
import dev.litevps.saga.alert.AlertSender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Alerts as e-mails: to each of the account's alert addresses, or to its own address if it has none. Runs on the threads of
 * durable work, which may wait.
 */
@Component
class AlertMails implements AlertSender {

    private static final Logger LOG = LoggerFactory.getLogger(AlertMails.class);

    /** The recipient's name where the account has no alert address. */
    private static final String OWNER = "owner";

    private static final Duration QUERY_PATIENCE = Duration.ofSeconds(10);

    private final AlertAddressQueries addresses;
    private final AccountQueries accounts;
    private final PersonalData personalData;
    private final Mailer mailer;
    private final Counter sent;
    private final Counter abandoned;

    AlertMails(
            AlertAddressQueries addresses,
            AccountQueries accounts,
            PersonalData personalData,
            Mailer mailer,
            MeterRegistry meters) {
        this.addresses = addresses;
        this.accounts = accounts;
        this.personalData = personalData;
        this.mailer = mailer;
        this.sent = counter("sent", meters);
        this.abandoned = counter("abandoned", meters);
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("litevps.alert.mails")
                .description("e-mails about alerts, by what came of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public List<AlertRecipient> recipients(AccountId accountId) {
        List<AlertAddressRow> rows =
                addresses.byAccount(accountId).collectList().block(QUERY_PATIENCE);
        Stream<AlertRecipient> recipients = rows == null || rows.isEmpty()
                ? ownAddress(accountId).stream().map(email -> new AlertRecipient(OWNER, email))
                : rows.stream().map(row -> new AlertRecipient(row.id().toString(), row.email()));
        return recipients
                .filter(recipient ->
                        personalData.decrypt(accountId, recipient.email()).isPresent())
                .toList();
    }

    /** None if it was erased. An account that is not shown was not: the view is behind, or being built again. */
    private Optional<EncryptedText> ownAddress(AccountId accountId) {
        AccountRow account = accounts.byId(accountId).block(QUERY_PATIENCE);
        if (account == null) {
            throw new IllegalStateException("account " + accountId + " is not shown yet");
        }
        return Optional.ofNullable(account.email());
    }

    @Override
    public Outcome send(String alertId, Alert alert, AlertRecipient recipient) {
        Optional<String> to = personalData.decrypt(alert.accountId(), recipient.email());
        if (to.isEmpty()) {
            return Outcome.UNDELIVERABLE;
        }
        AlertText text = AlertText.of(alert);
        try {
            mailer.send(new Mail(
                    alert.accountId(), alertId + "." + recipient.name(), to.get(), text.subject(), text.text()));
        } catch (MailRefused e) {
            LOG.warn("Recipient {} of account {}: {}", recipient.name(), alert.accountId(), e.getMessage());
            return Outcome.UNDELIVERABLE;
        }
        sent.increment();
        return Outcome.SENT;
    }

    @Override
    public void abandoned(String alertId, AlertRecipient recipient) {
        abandoned.increment();
    }
}
