package dev.litevps.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.vps.VpsEvent;
import dev.litevps.query.history.HistoryRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What auditors are told that an event has changed. */
class ChangesTest {

    private final Changes changes = new Changes();

    /** As in {@code balance: 10 -> 9}. */
    private List<String> apply(String aggregateType, String type, String payload) {
        return changes.apply(EventResponse.of(row(aggregateType, type, payload))).stream()
                .map(change -> change.field() + ": " + change.before() + " -> " + change.after())
                .toList();
    }

    private List<String> vps(String type) {
        return apply("Vps", type, "{\"cause\":\"OWNER\",\"at\":\"2030-01-01T00:00:00Z\"}");
    }

    @Test
    void theStateOfAVpsIsToldAlthoughNoMemberSaysIt() {
        assertThat(vps("VpsRequested")).containsExactly("state: null -> \"creating\"");
        assertThat(vps("VpsProvisioned")).containsExactly("state: \"creating\" -> \"running\"");
        assertThat(vps("VpsStopRequested")).containsExactly("transition: null -> \"stopping\"");
        assertThat(vps("VpsStopped"))
                .containsExactly("state: \"running\" -> \"stopped\"", "transition: \"stopping\" -> null");
        assertThat(vps("VpsStartRequested")).containsExactly("transition: null -> \"starting\"");
        assertThat(vps("VpsStarted"))
                .containsExactly("state: \"stopped\" -> \"running\"", "transition: \"starting\" -> null");
        assertThat(vps("VpsRestartRequested")).containsExactly("transition: null -> \"restarting\"");
        assertThat(vps("VpsPowerChangeFailed"))
                .containsExactly("state: \"running\" -> \"error\"", "transition: \"restarting\" -> null");
        assertThat(vps("VpsDestroyRequested")).containsExactly("transition: null -> \"destroying\"");
        assertThat(vps("VpsDestroyed"))
                .containsExactly("state: \"error\" -> \"destroyed\"", "transition: \"destroying\" -> null");
    }

    @Test
    void theBalanceIsToldAndNotTheAmountsOfMovementsThatHaveNothingToDoWithEachOther() {
        assertThat(apply("Ledger", "FundsCredited", "{\"amount\":10,\"reason\":\"a\",\"balanceAfter\":10}"))
                .containsExactly("balance: null -> 10");
        assertThat(apply("Ledger", "FundsHeld", "{\"amount\":3,\"vpsId\":\"v\",\"heldAfter\":3}"))
                .containsExactly("held: null -> 3");
        assertThat(apply("Ledger", "MinuteCharged", "{\"minute\":7,\"lines\":[{\"amount\":1}],\"balanceAfter\":9}"))
                .containsExactly("balance: 10 -> 9");
        assertThat(apply("Ledger", "BalanceAdjusted", "{\"amount\":-2,\"reason\":\"b\",\"balanceAfter\":7}"))
                .containsExactly("balance: 9 -> 7");
        assertThat(apply("Ledger", "BalanceAdjusted", "{\"amount\":0,\"reason\":\"c\",\"balanceAfter\":7}"))
                .isEmpty();
    }

    @Test
    void whatEndsIsNothingAfterwards() {
        assertThat(apply("Vps", "VpsExpirySet", "{\"expiresAt\":\"2030-01-02T00:00:00Z\"}"))
                .containsExactly("expiresAt: null -> \"2030-01-02T00:00:00Z\"");
        assertThat(apply("Vps", "VpsExpiryCleared", "{}"))
                .containsExactly("expiresAt: \"2030-01-02T00:00:00Z\" -> null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Snapshots", "Jobs", "Host", "AddressPool", "AlertAddresses", "Fleet"})
    void twoEventsAboutDifferentThingsAreNotHeldAgainstEachOther(String collection) {
        assertThat(apply(collection, "Something", "{\"exitCode\":0,\"message\":\"one\"}"))
                .isEmpty();
        assertThat(apply(collection, "Something", "{\"exitCode\":1,\"message\":\"two\"}"))
                .isEmpty();
    }

    /** A new event must be thought of: those that change no state are counted here. */
    @Test
    void everyEventOfAVpsSaysAStateOrIsKnownToSayNone() {
        List<String> stateless = Arrays.stream(VpsEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(type -> Said.of(
                                "Vps",
                                type,
                                EventResponse.of(row("Vps", type, "{}")).payload())
                        .isEmpty())
                .toList();

        assertThat(stateless).containsExactlyInAnyOrder("VpsPlaced", "VpsRenamed", "VpsLabelled", "VpsExpirySet");
    }

    private static HistoryRow row(String aggregateType, String type, String payload) {
        return new HistoryRow(
                1,
                "e1",
                aggregateType,
                "a1",
                0,
                type,
                type,
                null,
                "2030-01-01T00:00:00Z",
                Instant.EPOCH,
                null,
                null,
                payload,
                "{}");
    }
}
