package dev.litevps.saga.alert;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells nobody, but notes whom it would have told. */
final class InMemoryAlertSender implements AlertSender {

    final List<String> recipients = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final List<String> abandoned = new ArrayList<>();
    final Set<String> failing = new HashSet<>();
    final Set<String> undeliverable = new HashSet<>();
    boolean knowsNobody;
    int attempts;

    @Override
    public List<AlertRecipient> recipients(AccountId accountId) {
        if (knowsNobody) {
            throw new IllegalStateException("the view is being built");
        }
        return recipients.stream()
                .map(name -> new AlertRecipient(name, new EncryptedText(name)))
                .toList();
    }

    @Override
    public Outcome send(String alertId, Alert alert, AlertRecipient recipient) {
        attempts++;
        if (failing.contains(recipient.name())) {
            throw new IllegalStateException("the mail server is away");
        }
        if (undeliverable.contains(recipient.name())) {
            return Outcome.UNDELIVERABLE;
        }
        sent.add(alertId + " to " + recipient.name());
        return Outcome.SENT;
    }

    @Override
    public void abandoned(String alertId, AlertRecipient recipient) {
        abandoned.add(alertId + " to " + recipient.name());
    }
}
