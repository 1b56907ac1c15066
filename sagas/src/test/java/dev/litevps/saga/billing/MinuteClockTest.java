package dev.litevps.saga.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.command.ledger.ChargeMinute;
import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.ledger.LedgerId;
import dev.litevps.events.plan.PlanId;
import dev.litevps.events.vps.VpsId;
import dev.litevps.saga.ProcessDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When the clock ticks, and whom it has charged. */
class MinuteClockTest {

    private static final Instant START = Instant.parse("2027-01-01T10:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final MeteredAccounts accounts = new MeteredAccounts(JdbcClient.create(ProcessDatabase.empty()));
    private final List<ChargeMinute> commands = new ArrayList<>();
    private final Set<LedgerId> broken = new HashSet<>();
    private final Observer observer = new Observer();
    private final MinuteClock minuteClock;
    private boolean down;
    private long version;

    MinuteClockTest() {
        minuteClock = new MinuteClock(
                accounts,
                this::handle,
                new ClockGuard(clock, clock::nanos),
                Runnable::run,
                MinuteClock.ACCOUNTS_AT_ONCE,
                observer);
    }

    private void handle(ChargeMinute command) {
        if (down || command.ledgerIds().stream().anyMatch(broken::contains)) {
            throw new IllegalStateException("as this test wants it");
        }
        commands.add(command);
    }

    private static AccountId account(int number) {
        return new AccountId(new UUID(1, number));
    }

    private static LedgerId ledger(int number) {
        return new LedgerId(account(number));
    }

    private void open(int number) {
        accounts.on(
                new MeterOpened(
                        ledger(number),
                        account(number),
                        new VpsId(new UUID(5, number)),
                        new PlanId(new UUID(2, 1)),
                        null,
                        clock.instant()),
                version++);
    }

    private void close(int number) {
        accounts.on(
                new MeterClosed(
                        ledger(number),
                        account(number),
                        new VpsId(new UUID(5, number)),
                        clock.instant(),
                        clock.instant()),
                version++);
    }

    private List<LedgerId> charged() {
        return commands.stream()
                .flatMap(command -> command.ledgerIds().stream())
                .toList();
    }

    @Test
    void theLastMinuteThatIsOverIsCharged() {
        open(1);
        clock.pass(Duration.ofSeconds(61));

        minuteClock.tick();

        assertThat(commands)
                .containsExactly(new ChargeMinute(List.of(ledger(1)), Minute.of(START), START.plusSeconds(61)));
        assertThat(observer.events).containsExactly("1 charged through 2027-01-01T10:00:00Z");
    }

    @Test
    void afterAnOutageOneTickChargesUpToNow() {
        open(1);
        clock.pass(Duration.ofDays(1));

        minuteClock.tick();

        assertThat(commands)
                .extracting(ChargeMinute::minute)
                .containsExactly(Minute.of(START).plus(24 * 60 - 1));
    }

    @Test
    void aThousandAccountsAreChargedInBatchesEachOnce() {
        for (int number = 1; number <= 1_000; number++) {
            open(number);
        }
        clock.pass(Duration.ofMinutes(1));

        minuteClock.tick();

        assertThat(commands).hasSize(1_000 / MinuteClock.ACCOUNTS_AT_ONCE);
        assertThat(charged()).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void aMinuteInWhichTheClockWasSetIsNotChargedAndTheNextOneIs() {
        open(1);
        clock.pass(Duration.ofMinutes(1));
        clock.set(Duration.ofHours(1));

        minuteClock.tick();

        assertThat(commands).isEmpty();
        assertThat(observer.events).containsExactly("set by PT1H");
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();
        assertThat(commands).hasSize(1);
    }

    @Test
    void whileTheClockShowsMinutesThatWereChargedNothingIsAndNoAccountIsForgotten() {
        open(1);
        clock.pass(Duration.ofHours(1));
        minuteClock.tick();
        close(1);
        clock.set(Duration.ofMinutes(-30));
        minuteClock.tick();
        open(2);
        close(2);
        clock.pass(Duration.ofMinutes(1));

        minuteClock.tick();

        assertThat(charged()).as("until the clock has caught up").containsExactly(ledger(1));
        clock.pass(Duration.ofMinutes(30));
        minuteClock.tick();
        assertThat(charged()).containsExactly(ledger(1), ledger(1), ledger(2));
    }

    @Test
    void anAccountWhoseLastMachineStoppedIsChargedOnceMoreAndThenLeftAlone() {
        open(1);
        clock.pass(Duration.ofSeconds(30));
        close(1);
        clock.pass(Duration.ofSeconds(30));

        minuteClock.tick();
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();

        assertThat(commands).hasSize(1);
    }

    @Test
    void anAccountThatStoppedInTheMinuteThatIsNotOverYetIsChargedForItLater() {
        open(1);
        clock.pass(Duration.ofSeconds(61));
        close(1);

        minuteClock.tick();
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();

        assertThat(commands).hasSize(2);
    }

    @Test
    void anAccountThatRunsAgainIsChargedAgain() {
        open(1);
        close(1);
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();
        open(1);
        clock.pass(Duration.ofMinutes(1));

        minuteClock.tick();

        assertThat(commands).hasSize(2);
    }

    @Test
    void anAccountThatCannotBeChargedKeepsNoOtherFromIt() {
        for (int number = 1; number <= 5; number++) {
            open(number);
        }
        broken.add(ledger(3));
        clock.pass(Duration.ofMinutes(1));

        minuteClock.tick();

        assertThat(charged()).containsExactlyInAnyOrder(ledger(1), ledger(2), ledger(4), ledger(5));
        assertThat(observer.events).containsExactly("failed " + account(3), "4 charged through 2027-01-01T10:00:00Z");
    }

    @Test
    void whatFailedIsTriedAgainWithTheNextMinute() {
        open(1);
        close(1);
        broken.add(ledger(1));
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();
        broken.clear();
        clock.pass(Duration.ofMinutes(1));

        minuteClock.tick();

        assertThat(charged()).containsExactly(ledger(1));
    }

    @Test
    void accountsAfterManyThatCannotBeChargedGetTheirTurn() {
        for (int number = 1; number <= 40; number++) {
            open(number);
            if (number <= 20) {
                broken.add(ledger(number));
            }
        }
        for (int minute = 0; minute < 40; minute++) {
            clock.pass(Duration.ofMinutes(1));
            minuteClock.tick();
        }

        assertThat(charged())
                .contains(IntStream.rangeClosed(21, 40)
                        .mapToObj(MinuteClockTest::ledger)
                        .toArray(LedgerId[]::new));
    }

    @Test
    void aStoreThatIsDownIsNotAskedForEveryAccount() {
        for (int number = 1; number <= 1_000; number++) {
            open(number);
        }
        down = true;
        clock.pass(Duration.ofMinutes(1));

        assertThatThrownBy(minuteClock::tick).hasRootCauseMessage("no account can be charged at the moment");

        assertThat(observer.events).as("three batches, ten of each").hasSize(30);
    }

    @Test
    void handlingEventsTwiceChangesNothing() {
        open(1);
        open(1);
        version -= 2;
        open(1);
        open(1);
        close(1);
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();
        clock.pass(Duration.ofMinutes(1));

        minuteClock.tick();

        assertThat(commands).as("one of the two runs").hasSize(2);
        close(1);
        clock.pass(Duration.ofMinutes(2));
        minuteClock.tick();
        clock.pass(Duration.ofMinutes(1));
        minuteClock.tick();
        assertThat(commands).as("both have stopped").hasSize(3);
    }

    private static final class Observer implements MinuteClockObserver {

        private final List<String> events = new ArrayList<>();

        @Override
        public void charged(Minute minute, int accounts) {
            events.add(accounts + " charged through " + minute);
        }

        @Override
        public void failed(AccountId account) {
            events.add("failed " + account);
        }

        @Override
        public void clockWasSet(Duration disagreement) {
            events.add("set by " + disagreement);
        }
    }
}
