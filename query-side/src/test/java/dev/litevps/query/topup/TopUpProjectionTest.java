package dev.litevps.query.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.topup.TopUpEvent.TopUpExpired;
import dev.litevps.events.topup.TopUpEvent.TopUpPaid;
import dev.litevps.events.topup.TopUpEvent.TopUpRequested;
import dev.litevps.events.topup.TopUpId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class TopUpProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Usd TEN = Usd.of("10.00");

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final TopUpId id = new TopUpId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new TopUpProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of("TopUp", id, requested(), expired(), paid());
    }

    @Test
    void aTopUpIsOpenUntilItIsPaid() {
        handle(Events.of("TopUp", id, requested()));
        assertThat(row()).isEqualTo(new TopUpRow(id, account, TEN, AT, null, null));
        assertThat(row().isPaid()).isFalse();

        handle(life());
        assertThat(row()).isEqualTo(new TopUpRow(id, account, TEN, AT, AT.plusSeconds(2), AT.plusSeconds(1)));
        assertThat(row().isPaid()).isTrue();
    }

    @Test
    void anUnknownTopUpIsNotFound() {
        assertThat(new TopUpQueries(database().reads()).byId(id).blockOptional(PATIENCE))
                .isEmpty();
    }

    private TopUpRow row() {
        return new TopUpQueries(database().reads())
                .byId(id)
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private TopUpRequested requested() {
        return new TopUpRequested(id, account, TEN, AT);
    }

    private TopUpExpired expired() {
        return new TopUpExpired(id, account, AT.plusSeconds(1));
    }

    private TopUpPaid paid() {
        return new TopUpPaid(id, account, TEN, "pi_1", AT.plusSeconds(2));
    }
}
