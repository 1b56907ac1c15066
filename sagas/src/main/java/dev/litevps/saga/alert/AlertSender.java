package dev.litevps.saga.alert;

import dev.litevps.events.account.AccountId;
import java.util.List;

/** Who is told of an alert, and how: the port to e-mail. All methods may block. A failure means: try again later. */
public interface AlertSender {

    /** What came of an attempt. */
    enum Outcome {
        /** It is on its way. */
        SENT,
        /** It cannot be sent, now or later: the account was erased, or the address is not one. */
        UNDELIVERABLE
    }

    /** Whom to tell; nobody if the account was erased. */
    List<AlertRecipient> recipients(AccountId accountId);

    /**
     * Tells one recipient. It may be asked again for what was sent, if the reply to it was lost.
     *
     * @param alertId the identifier of the event that the alert is about; with the recipient's name it tells the e-mail
     *     from all others
     * @throws RuntimeException if it may go well another time
     */
    Outcome send(String alertId, Alert alert, AlertRecipient recipient);

    /** Nobody will try any more to tell this recipient. */
    void abandoned(String alertId, AlertRecipient recipient);
}
