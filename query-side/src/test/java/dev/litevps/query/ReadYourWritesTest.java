package dev.litevps.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import reactor.test.StepVerifier;

@TestInstance(Lifecycle.PER_CLASS)
class ReadYourWritesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ViewDatabase database;
    private ReadYourWrites readYourWrites;

    @BeforeAll
    void createDatabase() {
        database = new ViewDatabase();
        readYourWrites = new ReadYourWrites(
                List.of(new ShownVersionQueries().shownPlanVersion()), database.shownVersions(), database.reads());
    }

    @Test
    void whatIsShownAlreadyIsNotWaitedFor() {
        AggregateVersion written = plan(3);
        database.shownVersions().show(written);
        StepVerifier.create(readYourWrites.shown(List.of(written)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theProjectionWakesThoseWhoWaitForItsRow() {
        AggregateVersion written = plan(3);
        List<String> woken = new ArrayList<>();
        readYourWrites.shown(List.of(written)).subscribe(null, null, () -> woken.add("woken"));
        database.shownVersions().show(new AggregateVersion("Plan", written.identifier(), 2));
        assertThat(woken).isEmpty();
        database.shownVersions().show(written);
        await().until(() -> woken.equals(List.of("woken")));
        await().until(() -> database.shownVersions().waiting() == 0);
    }

    @Test
    void whatAnotherNodeProjectsIsFoundInTheView() {
        AggregateVersion written = plan(0);
        readYourWrites.shown(List.of(written)).subscribe();
        database.jdbc()
                .update(
                        "insert into plan_view (id, name, vcpu, memory_mb, disk_gb, price_per_hour_micros, version)"
                                + " values (?, 'nano', 1, 512, 10, 4200, 0)",
                        UUID.fromString(written.identifier()));
        long givenUp = readYourWrites.givenUp();
        StepVerifier.create(readYourWrites.shown(List.of(written)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(readYourWrites.givenUp()).isEqualTo(givenUp);
    }

    @Test
    void whatIsNotShownInTimeIsGivenUp() {
        long givenUp = readYourWrites.givenUp();
        StepVerifier.create(readYourWrites.shown(List.of(plan(7))))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(readYourWrites.givenUp()).isEqualTo(givenUp + 1);
    }

    @Test
    void whatNoViewShowsIsNotWaitedFor() {
        StepVerifier.create(readYourWrites.shown(List.of(new AggregateVersion("AddressPool", "any", 1))))
                .expectComplete()
                .verify(PATIENCE);
    }

    private static AggregateVersion plan(long sequenceNumber) {
        return new AggregateVersion("Plan", UUID.randomUUID().toString(), sequenceNumber);
    }
}
