package dev.litevps.api.statement;

import dev.litevps.events.Usd;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.ledger.LedgerRows;
import dev.litevps.query.ledger.StatementLine;
import dev.litevps.query.vps.VpsQueries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes statements as their lines come out of the database, and adds these up on the way. */
@Component
class StatementText {

    private static final int LINES_AT_ONCE = 200;

    private final LedgerRows rows;
    private final VpsQueries machines;

    StatementText(LedgerRows rows, VpsQueries machines) {
        this.rows = rows;
        this.machines = machines;
    }

    /** The statement in this form, which has not been used before. */
    Flux<DataBuffer> write(Statement statement, StatementForm form, DataBufferFactory buffers) {
        Tally tally = new Tally(new LedgerId(statement.accountId()), statement.opening());
        return Flux.concat(
                        Mono.fromSupplier(() -> form.begin(statement)),
                        rows.lines(statement.accountId(), statement.firstRow(), statement.endRow())
                                .buffer(LINES_AT_ONCE)
                                .concatMap(lines -> names(statement.accountId(), lines)
                                        .map(names -> form.lines(tally.add(lines, names)))),
                        Mono.fromSupplier(() -> form.end(statement, tally.count, Proof.of(statement, tally.sum))))
                .filter(piece -> piece.length > 0)
                .map(buffers::wrap);
    }

    private Mono<Map<VpsId, String>> names(AccountId accountId, List<StatementLine> lines) {
        return machines.names(
                accountId,
                lines.stream()
                        .map(line -> line.subject().vpsId())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    /** What the lines so far add up to. */
    private static final class Tally {

        private final LedgerId ledger;
        private final Usd opening;
        private Usd sum = Usd.ZERO;
        private long count;

        Tally(LedgerId ledger, Usd opening) {
            this.ledger = ledger;
            this.opening = opening;
        }

        List<ShownLine> add(List<StatementLine> lines, Map<VpsId, String> names) {
            return lines.stream().map(line -> add(line, names)).toList();
        }

        private ShownLine add(StatementLine line, Map<VpsId, String> names) {
            sum = sum.plus(line.amount());
            count++;
            VpsId vpsId = line.subject().vpsId();
            String name = vpsId == null ? "" : names.getOrDefault(vpsId, vpsId.toString());
            return ShownLine.of(line, ledger, opening.plus(sum), name);
        }
    }
}
