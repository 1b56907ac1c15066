package dev.litevps.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinuteRowsTest {

    private static final Minute NINE = Minute.of(Instant.parse("2026-11-23T09:00:00Z"));
    private static final int FIRST_ROW = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyPartOfAChargeIsWhatOneFindsByGoingThroughAllOfIt(long seed) {
        LedgerEntry charge = charge(new Random(seed));
        int rows = Math.toIntExact(charge.rows().last() - FIRST_ROW + 1);
        List<StatementRow> all = MinuteRows.of(charge, FIRST_ROW, charge.rows().last());

        assertThat(all).extracting(StatementRow::id).containsExactlyElementsOf(idsOneByOne(charge));
        assertThat(all.getLast().movement().balanceAfter())
                .isEqualTo(charge.movement().balanceAfter());
        Usd balance = charge.movement().balanceBefore();
        for (StatementRow row : all) {
            balance = balance.plus(row.movement().amount());
            assertThat(row.movement().balanceAfter()).isEqualTo(balance);
        }
        for (int from = 0; from < rows; from++) {
            for (int to = from; to < Math.min(rows, from + 12); to++) {
                assertThat(MinuteRows.of(charge, FIRST_ROW + from, FIRST_ROW + to))
                        .as("rows %d to %d", from, to)
                        .isEqualTo(all.subList(from, to + 1));
            }
        }
    }

    private static List<String> idsOneByOne(LedgerEntry charge) {
        record Single(Minute minute, int line, VpsId vpsId) {}
        List<Single> singles = new ArrayList<>();
        for (int i = 0; i < charge.lines().size(); i++) {
            ChargeLine line = charge.lines().get(i);
            for (int minute = 0; minute < line.minutes(); minute++) {
                singles.add(new Single(line.firstMinute().plus(minute), i, line.vpsId()));
            }
        }
        singles.sort(Comparator.comparing(Single::minute).thenComparing(Single::line));
        return singles.stream()
                .map(single -> ChargeId.of(single.vpsId(), ChargeId.Span.MINUTE, single.minute())
                        .toString())
                .toList();
    }

    /** Up to four VPSes that run, stop and become dearer at different times. */
    private static LedgerEntry charge(Random random) {
        List<ChargeLine> lines = new ArrayList<>();
        int machines = 1 + random.nextInt(4);
        for (int i = 0; i < machines; i++) {
            VpsId vps = new VpsId(new UUID(random.nextLong(), random.nextLong()));
            Minute next = NINE.plus(random.nextInt(10));
            long number = 1L + random.nextInt(100);
            for (int line = 1 + random.nextInt(3); line > 0; line--) {
                int minutes = 1 + random.nextInt(12);
                lines.add(ChargeLine.of(vps, null, 1, new Usd(1L + random.nextInt(10_000)), next, minutes, number));
                next = next.plus(minutes).plus(random.nextBoolean() ? 5 : 0);
                number += minutes;
            }
        }
        long rows = lines.stream().mapToLong(ChargeLine::minutes).sum();
        Usd amount = Usd.ZERO.minus(ChargeLine.sum(lines));
        return new LedgerEntry(
                new LedgerEntry.Rows(FIRST_ROW, FIRST_ROW + rows - 1),
                new EventReference(
                        new UUID(0, 1), "MinuteCharged", 3, NINE.plus(60).start()),
                EntryKind.CHARGE,
                new Movement(amount, Usd.of("5").plus(amount)),
                null,
                null,
                lines);
    }
}
