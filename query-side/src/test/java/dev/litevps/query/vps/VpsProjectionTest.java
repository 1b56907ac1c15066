package dev.litevps.query.vps;

import static dev.litevps.query.vps.VpsState.CREATING;
import static dev.litevps.query.vps.VpsState.ERROR;
import static dev.litevps.query.vps.VpsState.RUNNING;
import static dev.litevps.query.vps.VpsState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.vps.DestroyCause;
import dev.litevps.events.vps.FailureReason;
import dev.litevps.events.vps.StopCause;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.query.Events;
import dev.litevps.query.RecentRows;
import dev.litevps.query.Slice;
import dev.litevps.query.ViewDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class VpsProjectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ViewDatabase database;
    private VpsProjection projection;
    private VpsQueries queries;

    @BeforeAll
    void createDatabase() {
        database = new ViewDatabase();
        projection = new VpsProjection(database.writer(), database.jdbc());
        queries = new VpsQueries(database.reads(), RecentRows.none());
    }

    static Stream<Arguments> lives() {
        VpsLife vps = new VpsLife();
        return Stream.of(
                life(status(CREATING), vps.requested()),
                life(status(CREATING), vps.requested(), vps.placed()),
                life(status(RUNNING), vps.requested(), vps.placed(), vps.provisioned()),
                life(new VpsStatus(ERROR, null, "no_capacity", "All full"), vps.requested(), vps.provisioningFailed()),
                life(
                        new VpsStatus(ERROR, null, "no_capacity", "All full"),
                        vps.requested(),
                        vps.provisioningFailed(),
                        vps.reclaimed()),
                running(status(RUNNING, VpsTransition.STOPPING), vps, vps.stopRequested()),
                running(status(STOPPED), vps, vps.stopRequested(), vps.stopped(StopCause.REQUESTED)),
                running(
                        status(STOPPED, VpsTransition.STARTING),
                        vps,
                        vps.stopped(StopCause.FOUND_OFF),
                        vps.startRequested()),
                running(status(RUNNING), vps, vps.stopped(StopCause.REQUESTED), vps.startRequested(), vps.started()),
                running(status(RUNNING, VpsTransition.RESTARTING), vps, vps.restartRequested()),
                running(status(RUNNING), vps, vps.restartRequested(), vps.restarted()),
                running(
                        new VpsStatus(ERROR, null, "timed_out", "Took too long"),
                        vps,
                        vps.restartRequested(),
                        vps.powerChangeFailed()),
                running(new VpsStatus(ERROR, null, "machine_lost", "It is gone"), vps, vps.lost()),
                running(status(RUNNING, VpsTransition.DESTROYING), vps, vps.destroyRequested()),
                running(status(RUNNING, VpsTransition.DESTROYING), vps, vps.destroyRequested(null)),
                running(
                        new VpsStatus(
                                RUNNING,
                                VpsTransition.DESTROYING,
                                "expired",
                                "The VPS is destroyed because its time to live ended."),
                        vps,
                        vps.destroyRequested(DestroyCause.EXPIRED)),
                running(
                        new VpsStatus(
                                RUNNING,
                                VpsTransition.DESTROYING,
                                "grace_ended",
                                "The VPS is destroyed because nothing was left on the balance, and the grace time ended."),
                        vps,
                        vps.destroyRequested(DestroyCause.GRACE_ENDED)),
                running(status(RUNNING), vps, vps.destroyRequested(), vps.destroyed()));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void theStatusAfterEachEventIsShown(List<VpsEvent> life, VpsStatus expected) {
        database.clear();
        handle(eventsOf(life));
        assertThat(row(life).status()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void oneByOneOrTwiceOrInOneBatchGivesTheSameRow(List<VpsEvent> life, VpsStatus expected) {
        database.clear();
        handle(eventsOf(life));
        VpsRow inOneBatch = row(life);
        eventsOf(life).forEach(event -> handle(List.of(event)));
        assertThat(row(life)).isEqualTo(inOneBatch);
        database.clear();
        eventsOf(life).forEach(event -> handle(List.of(event)));
        assertThat(row(life)).isEqualTo(inOneBatch);
    }

    @Test
    void aMachineFoundOffSaysSo() {
        VpsLife vps = new VpsLife();
        List<VpsEvent> life =
                List.of(vps.requested(), vps.placed(), vps.provisioned(), vps.stopped(StopCause.FOUND_OFF));
        handle(eventsOf(life));
        assertThat(row(life).status().reason()).isEqualTo("found_off");
        assertThat(row(life).status().message()).contains("switched off");
    }

    @ParameterizedTest
    @EnumSource(value = StopCause.class, mode = EnumSource.Mode.EXCLUDE, names = "REQUESTED")
    void whoIsStoppedByThePlatformIsToldWhyFromTheBeginning(StopCause cause) {
        VpsLife vps = new VpsLife();
        List<VpsEvent> stopping = List.of(vps.requested(), vps.placed(), vps.provisioned(), vps.stopRequested(cause));
        handle(eventsOf(stopping));
        VpsStatus status = row(stopping).status();
        assertThat(status.transition()).isEqualTo(VpsTransition.STOPPING);
        assertExplained(status, cause);

        handle(List.of(new GenericDomainEventMessage<>("Vps", vps.id().toString(), 4, vps.stopped(cause))));
        assertThat(row(stopping).status().state()).isEqualTo(STOPPED);
        assertExplained(row(stopping).status(), cause);
        handle(List.of(new GenericDomainEventMessage<>("Vps", vps.id().toString(), 5, vps.startRequested())));
        assertThat(row(stopping).status().reason()).isNull();
        assertThat(row(stopping).status().message()).isNull();
    }

    @ParameterizedTest
    @EnumSource(value = DestroyCause.class, mode = EnumSource.Mode.EXCLUDE, names = "REQUESTED")
    void whoIsDestroyedByThePlatformIsToldWhy(DestroyCause cause) {
        VpsLife vps = new VpsLife();
        List<VpsEvent> life = List.of(vps.requested(), vps.placed(), vps.provisioned(), vps.destroyRequested(cause));
        handle(eventsOf(life));
        assertExplained(row(life).status(), cause);
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorHasACodeAndASentence(FailureReason reason) {
        VpsLife vps = new VpsLife();
        List<VpsEvent> life = List.of(vps.requested(), vps.placed(), vps.powerChangeFailed(reason));
        handle(eventsOf(life));
        assertThat(row(life).status())
                .isEqualTo(new VpsStatus(ERROR, null, reason.name().toLowerCase(Locale.ROOT), "It did not work"));
    }

    private static void assertExplained(VpsStatus status, Enum<?> cause) {
        assertThat(status.reason()).isEqualTo(cause.name().toLowerCase(Locale.ROOT));
        assertThat(Objects.requireNonNull(status.message())).endsWith(".").hasSizeGreaterThan(30);
    }

    @Test
    void theTemplateAndTheEndOfTheTimeToLiveAreShown() {
        VpsLife vps = new VpsLife();
        Instant end = VpsLife.AT.plusSeconds(3_600);
        List<VpsEvent> life = List.of(vps.requested(), vps.expirySet(end));
        handle(eventsOf(life));
        assertThat(row(life).template()).isEqualTo("small");
        assertThat(row(life).lifetime().expiresAt()).isEqualTo(end);
        handle(List.of(new GenericDomainEventMessage<>("Vps", vps.id().toString(), 2, vps.expiryCleared())));
        assertThat(row(life).lifetime().expiresAt()).isNull();
    }

    @Test
    void anOlderEventDoesNotOverwrite() {
        VpsLife vps = new VpsLife();
        List<VpsEvent> life = List.of(vps.requested(), vps.renamed("first"), vps.renamed("second"));
        handle(eventsOf(life));
        handle(List.of(new GenericDomainEventMessage<>("Vps", vps.id().toString(), 1, vps.renamed("first"))));
        assertThat(row(life).name()).isEqualTo("second");
    }

    @Test
    void aPlacedMachineIsAtItsAddressUntilItIsDestroyed() {
        VpsLife vps = new VpsLife();
        List<VpsEvent> life = List.of(vps.requested(), vps.placed(), vps.provisioned());
        handle(eventsOf(life));
        assertThat(row(life).location())
                .isEqualTo(new VpsLocation(
                        vps.placement.hostId(), vps.placement.address(), vps.placement.sshPort(), "ssh-ed25519 AAAA"));
        handle(List.of(new GenericDomainEventMessage<>("Vps", vps.id().toString(), 3, vps.destroyed())));
        assertThat(row(life).location()).isNull();
        assertThat(row(life).isDestroyed()).isTrue();
    }

    @Test
    void destroyedMachinesAreNotListed() {
        VpsLife destroyed = new VpsLife();
        handle(eventsOf(List.of(destroyed.requested(), destroyed.destroyed())));
        VpsLife kept = new VpsLife();
        handle(eventsOf(List.of(kept.requested())));
        assertThat(queries.byAccount(destroyed.account, VpsFilter.ALL, Slice.first(10))
                        .collectList()
                        .block(PATIENCE))
                .isEmpty();
        assertThat(queries.byAccount(kept.account, VpsFilter.ALL, Slice.first(10))
                        .map(VpsRow::id)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(kept.id());
    }

    private static VpsStatus status(VpsState state) {
        return new VpsStatus(state, null, null, null);
    }

    private static VpsStatus status(VpsState state, @Nullable VpsTransition transition) {
        return new VpsStatus(state, transition, null, null);
    }

    private static Arguments life(VpsStatus expected, VpsEvent... events) {
        return Arguments.of(List.of(events), expected);
    }

    private static Arguments running(VpsStatus expected, VpsLife vps, VpsEvent... events) {
        return Arguments.of(
                Stream.concat(Stream.of(vps.requested(), vps.placed(), vps.provisioned()), Stream.of(events))
                        .toList(),
                expected);
    }

    private static List<DomainEventMessage<?>> eventsOf(List<VpsEvent> life) {
        return Events.of("Vps", life.getFirst().vpsId(), life.toArray());
    }

    private void handle(List<? extends DomainEventMessage<?>> events) {
        database.handle(events, projection);
    }

    private VpsRow row(List<VpsEvent> life) {
        return Objects.requireNonNull(queries.byId(life.getFirst().vpsId()).block(PATIENCE));
    }
}
