package dev.litevps.command.topup;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.topup.TopUpCommand.ConfirmTopUp;
import dev.litevps.command.topup.TopUpCommand.ExpireTopUp;
import dev.litevps.command.topup.TopUpCommand.RequestTopUp;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpEvent;
import dev.litevps.events.topup.TopUpEvent.TopUpExpired;
import dev.litevps.events.topup.TopUpEvent.TopUpPaid;
import dev.litevps.events.topup.TopUpEvent.TopUpRequested;
import dev.litevps.events.topup.TopUpId;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * One payment into an account. It is requested with an amount, and is paid with exactly that, once; or its checkout
 * expires. A payment that arrives after that is money all the same, and counts. The provider's messages may come in any
 * order and any number of times.
 */
@Aggregate(cache = "aggregateCache", snapshotTriggerDefinition = "snapshotTrigger")
@Revision("1")
class TopUp {

    private static final long MICROS_PER_CENT = 10_000;

    @AggregateIdentifier
    private @Nullable TopUpId topUpId;

    private @Nullable AccountId accountId;
    private Usd amount = Usd.ZERO;
    private boolean paid;
    private boolean expired;

    TopUp() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestTopUp command) {
        if (topUpId != null) {
            return;
        }
        requireAllowed(command.amount());
        apply(new TopUpRequested(command.topUpId(), command.accountId(), command.amount(), command.at()));
    }

    boolean wasRequested() {
        return topUpId != null;
    }

    /** Whose ledger is to be credited with the money; empty if that has happened before. */
    Optional<AccountId> confirm(ConfirmTopUp command) {
        if (!command.amountPaid().equals(amount)) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE, "the top-up is one of " + amount + ", not of " + command.amountPaid());
        }
        if (paid) {
            return Optional.empty();
        }
        apply(new TopUpPaid(command.topUpId(), owner(), amount, command.paymentReference(), command.at()));
        return Optional.of(owner());
    }

    void expire(ExpireTopUp command) {
        if (!paid && !expired) {
            apply(new TopUpExpired(command.topUpId(), owner(), command.at()));
        }
    }

    @EventSourcingHandler
    void on(TopUpEvent event) {
        switch (event) {
            case TopUpRequested requested -> {
                topUpId = requested.topUpId();
                accountId = requested.accountId();
                amount = requested.amount();
            }
            case TopUpPaid _ -> paid = true;
            case TopUpExpired _ -> expired = true;
        }
    }

    private AccountId owner() {
        return Objects.requireNonNull(accountId);
    }

    private static void requireAllowed(Usd amount) {
        boolean inBounds = !amount.isLessThan(RequestTopUp.LEAST) && !RequestTopUp.MOST.isLessThan(amount);
        if (!inBounds || amount.micros() % MICROS_PER_CENT != 0) {
            throw new CommandRejected(
                    RejectionCode.INVALID_VALUE,
                    "a top-up is one of whole cents from " + RequestTopUp.LEAST + " to " + RequestTopUp.MOST);
        }
    }
}
