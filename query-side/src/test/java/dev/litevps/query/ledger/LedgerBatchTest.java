package dev.litevps.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ViewDatabase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It does not matter to the rows in which batches the events of ledgers come. */
class LedgerBatchTest {

    private static final Minute NINE = Minute.of(LedgerLife.NINE);

    private final ViewDatabase database = new ViewDatabase();
    private final LedgerProjection projection = new LedgerProjection(database.writer(), database.jdbc());

    /** Two ledgers, whose events come mixed with each other in batches of any size, some of them once more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void batchesOfAnySizeGiveTheSameRowsAsSingleEvents(long seed) {
        Random random = new Random(seed);
        List<DomainEventMessage<?>> mixed = mixed(random, randomLife(random), randomLife(random));
        mixed.forEach(event -> database.handle(List.of(event), projection));
        Map<String, List<Map<String, Object>>> single = database.rows();
        database.clear();

        for (int from = 0; from < mixed.size(); ) {
            int to = Math.min(mixed.size(), from + 1 + random.nextInt(20));
            database.handle(mixed.subList(Math.max(0, from - random.nextInt(3)), to), projection);
            from = to;
        }

        assertThat(database.rows()).isEqualTo(single);
    }

    private static List<DomainEventMessage<?>> mixed(
            Random random, List<DomainEventMessage<?>> one, List<DomainEventMessage<?>> other) {
        List<DomainEventMessage<?>> mixed = new ArrayList<>();
        Iterator<DomainEventMessage<?>> first = one.iterator();
        Iterator<DomainEventMessage<?>> second = other.iterator();
        while (first.hasNext() || second.hasNext()) {
            boolean isFirst = first.hasNext() && (!second.hasNext() || random.nextBoolean());
            mixed.add(isFirst ? first.next() : second.next());
        }
        return mixed;
    }

    /** Charges, reversals of what was charged last, and all that may come between. */
    private static List<DomainEventMessage<?>> randomLife(Random random) {
        VpsId vps = new VpsId(UUID.randomUUID());
        LedgerLife life = new LedgerLife(new AccountId(UUID.randomUUID()))
                .opened()
                .credited("100.00")
                .metered(vps);
        int minute = 0;
        for (int i = 0; i < 50; i++) {
            int minutes = 1 + random.nextInt(90);
            ChargeLine line = ChargeLine.of(vps, null, 1, new Usd(4_200), NINE.plus(minute), minutes, minute + 1);
            switch (random.nextInt(8)) {
                case 0 -> life.credited("1.00");
                case 1 -> life.held(vps, "0.10");
                case 2 -> life.exhausted();
                case 3 -> life.restored();
                case 4 -> life.adjusted("-0.01");
                case 5 -> life.unmetered(vps).metered(vps);
                case 6 -> {
                    life.charged(line).reversed(vps, line);
                    minute += minutes;
                }
                default -> {
                    life.charged(line);
                    minute += minutes;
                }
            }
        }
        return life.events();
    }
}
