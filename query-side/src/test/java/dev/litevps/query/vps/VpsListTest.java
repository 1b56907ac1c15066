package dev.litevps.query.vps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.vps.VpsEvent;
import dev.litevps.events.vps.VpsId;
import dev.litevps.query.Events;
import dev.litevps.query.RecentRows;
import dev.litevps.query.Slice;
import dev.litevps.query.ViewDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Lists of one account's machines, all of which were asked for in the same moment. */
@TestInstance(Lifecycle.PER_CLASS)
class VpsListTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AccountId ann = new AccountId(UUID.randomUUID());
    private ViewDatabase database;
    private VpsProjection projection;
    private VpsQueries queries;

    @BeforeAll
    void createDatabase() {
        database = new ViewDatabase();
        projection = new VpsProjection(database.writer(), database.jdbc());
        queries = new VpsQueries(database.reads(), RecentRows.none());
    }

    @BeforeEach
    void empty() {
        database.clear();
    }

    private VpsId vps(VpsEvent... happened) {
        return vps(new VpsLife(ann), happened);
    }

    private VpsId vps(VpsLife life, VpsEvent... happened) {
        List<VpsEvent> all = new ArrayList<>(List.of(life.requested()));
        all.addAll(List.of(happened));
        database.handle(Events.of("Vps", life.id(), all.toArray()), projection);
        return life.id();
    }

    private List<VpsRow> list(VpsFilter filter, Slice slice) {
        return Objects.requireNonNull(
                queries.byAccount(ann, filter, slice).collectList().block(PATIENCE));
    }

    private List<VpsId> ids(VpsFilter filter) {
        return list(filter, Slice.first(100)).stream().map(VpsRow::id).toList();
    }

    private static VpsFilter labelled(String... labels) {
        return new VpsFilter(null, null, null, List.of(labels));
    }

    @Test
    void aVpsHasTheLabelsThatItWasGivenLast() {
        VpsLife life = new VpsLife(ann);
        vps(life, life.labelled(Map.of("env", "test")), life.labelled(Map.of("env", "prod", "tier/of", "")));

        assertThat(list(VpsFilter.ALL, Slice.first(1)).getFirst().labels())
                .isEqualTo(Map.of("env", "prod", "tier/of", ""));
        assertThat(ids(labelled("env:prod", "tier/of:"))).containsExactly(life.id());
        assertThat(ids(labelled("env:test"))).isEmpty();
    }

    @Test
    void allThatIsAskedForMustBeTrue() {
        VpsLife running = new VpsLife(ann);
        vps(
                running,
                running.placed(),
                running.provisioned(),
                running.renamed("db"),
                running.labelled(Map.of("a", "1")));
        VpsLife creating = new VpsLife(ann);
        vps(creating, creating.labelled(Map.of("a", "1", "b", "2")));

        assertThat(ids(new VpsFilter(VpsState.RUNNING, null, null, List.of()))).containsExactly(running.id());
        assertThat(ids(new VpsFilter(null, "db", null, List.of()))).containsExactly(running.id());
        assertThat(ids(new VpsFilter(null, null, "small", List.of("a:1")))).hasSize(2);
        assertThat(ids(new VpsFilter(null, null, "large", List.of()))).isEmpty();
        assertThat(ids(labelled("a:1", "b:2"))).containsExactly(creating.id());
        assertThat(ids(new VpsFilter(VpsState.RUNNING, null, null, List.of("b:2"))))
                .isEmpty();
    }

    @Test
    void nobodyElsesAreFound() {
        VpsLife others = new VpsLife();
        vps(others, others.labelled(Map.of("a", "1")));

        assertThat(ids(labelled("a:1"))).isEmpty();
    }

    @Test
    void pagesAddUpToTheListAlsoIfItGrowsBetween() {
        List<VpsId> all = Stream.generate(() -> vps())
                .limit(7)
                .sorted(Comparator.comparing(VpsId::toString).reversed())
                .toList();

        List<VpsRow> first = list(VpsFilter.ALL, Slice.first(3));
        VpsRow last = first.getLast();
        vps();
        List<VpsRow> rest = list(
                VpsFilter.ALL,
                new Slice(
                        100,
                        0,
                        new Slice.Position(
                                last.lifetime().createdAt(), last.id().value())));

        assertThat(Stream.concat(first.stream(), rest.stream()).map(VpsRow::id)).containsSubsequence(all);
    }

    @Test
    void anOffsetLeavesOutTheNewest() {
        List<VpsId> all = Stream.generate(() -> vps())
                .limit(4)
                .sorted(Comparator.comparing(VpsId::toString).reversed())
                .toList();

        assertThat(list(VpsFilter.ALL, new Slice(2, 1, null)))
                .extracting(VpsRow::id)
                .isEqualTo(all.subList(1, 3));
    }
}
