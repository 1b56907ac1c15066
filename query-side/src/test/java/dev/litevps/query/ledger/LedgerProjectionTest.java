package dev.litevps.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.RecentRows;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class LedgerProjectionTest extends ProjectionContract {

    private static final Minute NINE = Minute.of(LedgerLife.NINE);

    private final AccountId account = new AccountId(UUID.randomUUID());
    private final VpsId web = new VpsId(UUID.randomUUID());
    private final VpsId mail = new VpsId(UUID.randomUUID());

    @Override
    protected Object projection(ViewDatabase on) {
        return new LedgerProjection(on.writer(), on.jdbc());
    }

    /** Ten minutes over two hours in one event, then single minutes, of which two are given back. */
    @Override
    protected List<DomainEventMessage<?>> life() {
        return new LedgerLife(account)
                .opened()
                .credited("10.00")
                .held(web, "2.00")
                .held(mail, "3.00")
                .released(mail, "3.00")
                .metered(web)
                .metered(mail)
                .charged(
                        ChargeLine.of(web, null, 1, new Usd(4_200), NINE.plus(55), 10, 1),
                        ChargeLine.of(mail, null, 1, new Usd(8_300), NINE.plus(58), 7, 1))
                .charged(
                        ChargeLine.of(web, null, 2, new Usd(5_000), NINE.plus(65), 1, 11),
                        ChargeLine.of(mail, null, 1, new Usd(8_300), NINE.plus(65), 1, 8))
                .unmetered(mail)
                .reversed(mail, ChargeLine.of(mail, null, 1, new Usd(8_300), NINE.plus(64), 2, 7))
                .refunded(web, "0.50")
                .adjusted("-0.25")
                .charged(ChargeLine.of(web, null, 2, new Usd(5_000), NINE.plus(66), 1, 12))
                .exhausted()
                .restored()
                .othersThatMoveNothing()
                .events();
    }

    @Test
    void whatIsHeldCannotBeSpent() {
        handle(life().subList(0, 5));
        assertThat(new BalanceQueries(database().reads(), RecentRows.none())
                        .byAccount(account)
                        .block(PATIENCE))
                .isEqualTo(new BalanceRow(account, Usd.of("10"), Usd.of("2"), null))
                .extracting(BalanceRow::available)
                .isEqualTo(Usd.of("8"));
    }

    @Test
    void theRowsAddUpToTheBalanceHoweverChargesAreGrouped() {
        handle(life());
        assertThat(sum(byHour(200, 0))).isEqualTo(balance());
        assertThat(sum(byMinute(200, 0))).isEqualTo(balance());
    }

    @Test
    void theNewestRowComesFirstAndEachBalanceFollowsFromTheOneBefore() {
        handle(life());
        Usd balance = Usd.ZERO;
        for (StatementRow row : byMinute(200, 0).reversed()) {
            balance = balance.plus(row.movement().amount());
            assertThat(row.movement().balanceAfter()).as("%s", row).isEqualTo(balance);
        }
        assertThat(byHour(200, 0))
                .isSortedAccordingTo((one, other) -> other.time().compareTo(one.time()));
        assertThat(byMinute(200, 0))
                .isSortedAccordingTo((one, other) -> other.time().compareTo(one.time()));
    }

    /** Two VPSes in one hour, a top-up in the midst of it, a day caught up with in one event, and a part of it given back. */
    private List<DomainEventMessage<?>> lifeWithADayOfCatchingUp() {
        Minute ten = NINE.plus(60);
        return new LedgerLife(account)
                .opened()
                .credited("10.00")
                .charged(
                        ChargeLine.of(web, null, 1, new Usd(4_201), ten, 10, 1),
                        ChargeLine.of(mail, null, 1, new Usd(8_300), ten, 10, 1))
                .credited("5.00")
                .charged(
                        ChargeLine.of(web, null, 1, new Usd(4_201), ten.plus(10), 1, 11),
                        ChargeLine.of(mail, null, 1, new Usd(8_300), ten.plus(10), 1, 11))
                .charged(
                        ChargeLine.of(web, null, 1, new Usd(4_201), ten.plus(11), 24 * 60, 12),
                        ChargeLine.of(mail, null, 1, new Usd(8_300), ten.plus(11), 24 * 60, 12))
                .reversed(mail, ChargeLine.of(mail, null, 1, new Usd(8_300), ten.plus(1_331), 120, 1_332))
                .adjusted("-0.25")
                .events();
    }

    @Test
    void byTheHourEachBalanceFollowsFromTheRowBelowAndTheNewestIsThePresentOne() {
        for (List<DomainEventMessage<?>> life : List.of(life(), lifeWithADayOfCatchingUp())) {
            handle(life);
            Usd balance = balance();
            for (StatementRow row : byHour(200, 0)) {
                assertThat(row.movement().balanceAfter()).as("%s", row).isEqualTo(balance);
                balance = row.movement().balanceBefore();
            }
            assertThat(balance).as("before the first row").isEqualTo(Usd.ZERO);
            database().clear();
        }
    }

    @Test
    void byTheHourBalancesFollowFromEachOtherAcrossPages() {
        handle(lifeWithADayOfCatchingUp());
        List<StatementRow> all = byHour(200, 0);
        assertThat(all)
                .as("25 hours of one VPS, 23 of the other, and three entries")
                .hasSize(25 + 23 + 3);
        List<StatementRow> paged = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset += 2) {
            paged.addAll(byHour(2, offset));
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void aChargeForManyMinutesIsPagedThroughLikeManyCharges() {
        handle(life());
        List<StatementRow> all = byMinute(200, 0);
        assertThat(all).hasSize(1 + 17 + 2 + 1 + 1 + 1 + 1);
        for (int limit = 1; limit <= all.size(); limit++) {
            List<StatementRow> paged = new ArrayList<>();
            for (int offset = 0; offset < all.size(); offset += limit) {
                paged.addAll(byMinute(limit, offset));
            }
            assertThat(paged).as("by %d", limit).isEqualTo(all);
        }
        assertThat(byMinute(20, all.size())).isEmpty();
        assertThat(byMinute(20, Long.MAX_VALUE - 20)).isEmpty();
    }

    @Test
    void hoursArePagedThrough() {
        handle(life());
        List<StatementRow> all = byHour(200, 0);
        List<StatementRow> paged = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset++) {
            paged.addAll(byHour(1, offset));
        }
        assertThat(paged).isEqualTo(all);
        assertThat(byHour(20, all.size())).isEmpty();
        assertThat(byHour(20, Long.MAX_VALUE - 20)).isEmpty();
    }

    @Test
    void anHourOfAVpsIsOneRowLessWhatWasGivenBack() {
        handle(life());
        assertThat(byHour(200, 0))
                .filteredOn(row -> row.kind() == EntryKind.CHARGE)
                .extracting(StatementRow::vpsId, StatementRow::period)
                .containsExactlyInAnyOrder(
                        tuple(web, new StatementRow.Period(Instant.parse("2026-11-23T09:00:00Z"), 5)),
                        tuple(mail, new StatementRow.Period(Instant.parse("2026-11-23T09:00:00Z"), 2)),
                        tuple(web, new StatementRow.Period(Instant.parse("2026-11-23T10:00:00Z"), 7)),
                        tuple(mail, new StatementRow.Period(Instant.parse("2026-11-23T10:00:00Z"), 4)));
    }

    @Test
    void anotherAccountHasAnotherStatement() {
        handle(life());
        AccountId other = new AccountId(UUID.randomUUID());
        handle(new LedgerLife(other).opened().credited("1.00").events());
        StatementQueries statements = new StatementQueries(database().reads());
        assertThat(statements.byHour(other, 200, 0).collectList().block(PATIENCE))
                .singleElement()
                .extracting(row -> row.movement().amount())
                .isEqualTo(Usd.of("1"));
        assertThat(statements.byMinute(other, 200, 0).collectList().block(PATIENCE))
                .hasSize(1);
    }

    @Test
    void aMinuteThatWasGivenBackIsExplainedWithBothEvents() {
        List<DomainEventMessage<?>> life = life();
        handle(life);
        ChargeExplanation explanation = explain(ChargeId.of(mail, ChargeId.Span.MINUTE, NINE.plus(65)));
        assertThat(explanation.bookings())
                .extracting(booking -> booking.event().type())
                .containsExactly("MinuteCharged", "ChargesReversed");
        assertThat(explanation.bookings())
                .extracting(booking -> booking.event().id().toString())
                .containsExactly(life.get(8).getIdentifier(), life.get(10).getIdentifier());
        assertThat(explanation.cost()).isEqualTo(Usd.ZERO);
        assertThat(explanation.minutes()).isZero();
        assertThat(explanation.meters())
                .singleElement()
                .extracting(meter -> meter.opened().type())
                .isEqualTo("MeterOpened");
    }

    @Test
    void anHourIsExplainedByAllThatWasBookedForIt() {
        handle(life());
        ChargeExplanation explanation = explain(ChargeId.of(web, ChargeId.Span.HOUR, NINE.plus(61)));
        assertThat(explanation.bookings())
                .extracting(booking -> booking.line().minutes())
                .containsExactly(5, 1, 1);
        assertThat(explanation.minutes()).isEqualTo(7);
        assertThat(explanation.cost())
                .isEqualTo(new Usd(4_200 * 10 / 60 - 4_200 * 5 / 60 + 5_000 * 12 / 60 - 5_000 * 10 / 60));
    }

    @Test
    void aMinuteThatWasNeverChargedCannotBeExplained() {
        handle(life());
        ChargeQueries charges = new ChargeQueries(database().reads());
        for (ChargeId id : List.of(
                ChargeId.of(web, ChargeId.Span.MINUTE, NINE),
                ChargeId.of(web, ChargeId.Span.HOUR, NINE.plus(300)),
                ChargeId.of(new VpsId(UUID.randomUUID()), ChargeId.Span.HOUR, NINE))) {
            assertThat(charges.explain(account, id).blockOptional(PATIENCE)).isEmpty();
        }
        assertThat(charges.explain(
                                new AccountId(UUID.randomUUID()), ChargeId.of(web, ChargeId.Span.HOUR, NINE.plus(55)))
                        .blockOptional(PATIENCE))
                .as("somebody else's")
                .isEmpty();
    }

    private ChargeExplanation explain(ChargeId id) {
        return new ChargeQueries(database().reads())
                .explain(account, id)
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private Usd balance() {
        return new BalanceQueries(database().reads(), RecentRows.none())
                .byAccount(account)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .balance();
    }

    private List<StatementRow> byHour(int limit, long offset) {
        return new StatementQueries(database().reads())
                .byHour(account, limit, offset)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private List<StatementRow> byMinute(int limit, long offset) {
        return new StatementQueries(database().reads())
                .byMinute(account, limit, offset)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private static Usd sum(List<StatementRow> rows) {
        return rows.stream().map(row -> row.movement().amount()).reduce(Usd.ZERO, Usd::plus);
    }
}
