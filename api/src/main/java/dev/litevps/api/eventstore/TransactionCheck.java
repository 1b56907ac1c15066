package dev.litevps.api.eventstore;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;

/** Refuses to start without transactions, which Axon would do silently, and store every event by itself. */
final class TransactionCheck {

    private TransactionCheck() {}

    /**
     * Does nothing if Axon's units of work are Spring's transactions.
     *
     * @throws IllegalStateException if they are not
     */
    static void requireSpringTransactions(TransactionManager transactionManager) {
        if (!(transactionManager instanceof SpringTransactionManager)) {
            throw new IllegalStateException("Axon must run in Spring's transactions, but its transaction manager is "
                    + transactionManager.getClass().getName()
                    + ": is there a PlatformTransactionManager for the data source?");
        }
    }
}
