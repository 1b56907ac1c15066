package dev.litevps.saga.alert;

/**
 * One e-mail to one recipient, as it lies in the scheduler.
 *
 * @param alertId the identifier of the event that the alert is about
 * @param attempts how often it was tried in vain
 */
record AlertTicket(String alertId, Alert alert, AlertRecipient recipient, int attempts) {

    AlertTicket afterTrouble() {
        return new AlertTicket(alertId, alert, recipient, attempts + 1);
    }
}
