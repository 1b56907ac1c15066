package dev.litevps.query.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyApproved;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRejected;
import dev.litevps.events.approval.MoneyApprovalEvent.MoneyRequested;
import dev.litevps.events.approval.MoneyApprovalId;
import dev.litevps.events.approval.MoneyKind;
import dev.litevps.events.approval.MoneyMove;
import dev.litevps.events.ledger.PaidFor;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.Slice;
import dev.litevps.query.ViewDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant EXPIRY = AT.plus(Duration.ofDays(7));

    private final MoneyApprovalId id = new MoneyApprovalId(UUID.randomUUID());
    private final AccountId account = new AccountId(UUID.randomUUID());
    private final AccountId asks = new AccountId(UUID.randomUUID());
    private final AccountId decides = new AccountId(UUID.randomUUID());
    private final MoneyMove move = new MoneyMove(
            account,
            MoneyKind.REFUND,
            Usd.of("30.00"),
            "an outage",
            new PaidFor(new VpsId(UUID.randomUUID()), "h1.x", Usd.of("31.00")));

    @Override
    protected Object projection(ViewDatabase on) {
        return new ApprovalProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of("MoneyApproval", id, requested(move), new MoneyApproved(id, account, decides, AT));
    }

    @Test
    void aRequestIsPendingUntilSomebodyDecidesOrItExpires() {
        handle(Events.of("MoneyApproval", id, requested(move)));

        assertThat(row()).isEqualTo(new ApprovalRow(id, move, asks, AT, EXPIRY, null));
        assertThat(row().state(EXPIRY.minusNanos(1))).isEqualTo(ApprovalState.PENDING);
        assertThat(row().state(EXPIRY)).isEqualTo(ApprovalState.EXPIRED);
        assertThat(listed(ApprovalState.PENDING, AT)).containsExactly(id);
        assertThat(listed(ApprovalState.EXPIRED, AT)).isEmpty();
        assertThat(listed(ApprovalState.PENDING, EXPIRY)).isEmpty();
        assertThat(listed(ApprovalState.EXPIRED, EXPIRY)).containsExactly(id);
    }

    @Test
    void whoDecidedWhatIsShown() {
        handle(life());

        assertThat(row().decision()).isEqualTo(new ApprovalRow.Decision(true, decides, AT, null));
        assertThat(listed(ApprovalState.APPROVED, EXPIRY)).containsExactly(id);
        assertThat(listed(ApprovalState.PENDING, AT)).isEmpty();
    }

    @Test
    void aRejectionSaysWhy() {
        MoneyMove credit = new MoneyMove(account, MoneyKind.CREDIT, Usd.of("30.00"), "sorry", null);
        handle(Events.of(
                "MoneyApproval", id, requested(credit), new MoneyRejected(id, account, decides, "too much", AT)));

        assertThat(row().move()).isEqualTo(credit);
        assertThat(row().decision()).isEqualTo(new ApprovalRow.Decision(false, decides, AT, "too much"));
        assertThat(row().state(EXPIRY)).isEqualTo(ApprovalState.REJECTED);
        assertThat(listed(ApprovalState.REJECTED, AT)).containsExactly(id);
        assertThat(listed(null, AT)).containsExactly(id);
    }

    private MoneyRequested requested(MoneyMove of) {
        return new MoneyRequested(id, of, asks, EXPIRY, AT);
    }

    private ApprovalRow row() {
        return queries().byId(id).blockOptional(PATIENCE).orElseThrow();
    }

    private List<MoneyApprovalId> listed(@Nullable ApprovalState state, Instant now) {
        return queries()
                .list(state, now, Slice.first(10))
                .map(ApprovalRow::id)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private ApprovalQueries queries() {
        return new ApprovalQueries(database().reads());
    }
}
