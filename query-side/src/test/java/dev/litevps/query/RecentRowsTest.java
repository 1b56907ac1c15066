package dev.litevps.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RecentRowsTest {

    private final AtomicInteger reads = new AtomicInteger();
    private final RecentRows rows = RecentRows.remembering();

    @Test
    void aRowIsReadOnce() {
        assertThat(read()).isEqualTo("row 1");
        assertThat(read()).isEqualTo("row 1");
    }

    @Test
    void aRowThatChangedIsReadAgain() {
        read();
        rows.forget("id");

        assertThat(read()).isEqualTo("row 2");
    }

    @Test
    void rowsOfOtherAggregatesAreKept() {
        read();
        rows.forget("another");

        assertThat(read()).isEqualTo("row 1");
    }

    @Test
    void allRowsCanBeForgotten() {
        read();
        rows.forgetAll();

        assertThat(read()).isEqualTo("row 2");
    }

    @Test
    void aRowThatChangesWhileItIsReadIsNotKept() {
        Sinks.One<String> slow = Sinks.one();
        Mono<String> old = rows.get("id", String.class, slow::asMono);
        var answer = old.toFuture();
        rows.forget("id");
        slow.tryEmitValue("old");

        assertThat(answer.join()).isEqualTo("old");
        assertThat(read()).isEqualTo("row 1");
    }

    @Test
    void whatIsNotThereIsLookedForAgain() {
        assertThat(rows.get("id", String.class, Mono::empty).block()).isNull();
        assertThat(read()).isEqualTo("row 1");
    }

    @Test
    void aFailureIsNotKept() {
        assertThat(rows.get("id", String.class, () -> Mono.error(new IllegalStateException("down")))
                        .onErrorReturn("failed")
                        .block())
                .isEqualTo("failed");
        assertThat(read()).isEqualTo("row 1");
    }

    @Test
    void whereOthersWriteEveryRowIsReadAnew() {
        RecentRows none = RecentRows.none();

        assertThat(none.get("id", String.class, this::next).block()).isEqualTo("row 1");
        assertThat(none.get("id", String.class, this::next).block()).isEqualTo("row 2");
    }

    private String read() {
        return String.valueOf(rows.get("id", String.class, this::next).block());
    }

    private Mono<String> next() {
        return Mono.fromSupplier(() -> "row " + reads.incrementAndGet());
    }
}
