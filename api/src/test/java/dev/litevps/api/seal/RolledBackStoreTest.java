package dev.litevps.api.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Somebody has put the database back to what it was, seals and all: only the witness knows, and nothing is sealed on top of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolledBackStoreTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SealedStores stores = new SealedStores();

    @AfterAll
    void close() {
        stores.close();
    }

    /** Without its last checkpoint and what that had sealed; the position of the last event that is left. */
    private static long rollBack(SealedStore store) {
        store.change("delete from seal_checkpoint where size = ?", SealedStores.EVENTS);
        long last = store.number("select max(last_position) from seal_checkpoint");
        store.change("delete from domain_event_entry where global_index > ?", last);
        return last;
    }

    @Test
    void aNodeThatStartsKnowsThatSealedEventsAreGoneAndSealsNothing() throws Exception {
        SealedStore store = stores.full();
        long last = rollBack(store);

        Sealing node = store.node(store.witness());
        node.start();
        await().atMost(PATIENCE).until(() -> node.status().trouble() != null);
        assertThat(node.status().trouble()).contains("no longer has the seal");
        node.stop();
        assertThat(store.number("select max(last_position) from seal_checkpoint"))
                .as("nothing is built on it")
                .isEqualTo(last);

        Sealing again = store.node(store.witness());
        again.start();
        await("also after a restart")
                .atMost(PATIENCE)
                .until(() -> again.status().trouble() != null);
        Files.delete(store.witness());
        await("until the witness is put aside")
                .atMost(PATIENCE)
                .until(() -> again.status().trouble() == null);
        again.stop();
    }

    @Test
    void whatAnotherNodeSealedOnTopOfARollBackIsRefusedToo() {
        SealedStore store = stores.full();
        rollBack(store);
        store.append(SealedStores.EVENTS, SealedStores.AGGREGATES);
        new SealedStore(store.dataSource(), stores.newFile()).sealAll();
        assertThat(store.number("select max(size) from seal_checkpoint")).isGreaterThan(SealedStores.EVENTS);

        store.append("new");

        assertThatThrownBy(store::sealAll)
                .isInstanceOf(SealException.class)
                .hasMessageContaining("no longer has the seal");
    }

    @Test
    void whoLeavesItToAnotherDoesNotTakeOverWhatThatSealedOnTopOfARollBack() throws Exception {
        SealedStore store = stores.full();
        rollBack(store);
        store.append(SealedStores.EVENTS, SealedStores.AGGREGATES);
        new SealedStore(store.dataSource(), stores.newFile()).sealAll();
        String before = Files.readString(store.witness());
        try (Connection other = store.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(" + Sealer.LOCK + ")");

            assertThatThrownBy(() -> store.sealer().seal()).isInstanceOf(SealException.class);
        }
        assertThat(Files.readString(store.witness())).isEqualTo(before);
    }
}
