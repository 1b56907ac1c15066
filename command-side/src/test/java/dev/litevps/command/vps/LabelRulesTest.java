package dev.litevps.command.vps;

import static dev.litevps.command.World.ANN;
import static dev.litevps.command.World.NOW;
import static dev.litevps.command.World.PLAN;
import static dev.litevps.command.World.createVps;
import static dev.litevps.command.World.ready;
import static dev.litevps.command.World.vps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.vps.VpsCommand.CreateVps;
import dev.litevps.command.vps.VpsCommand.UpdateVps;
import dev.litevps.events.vps.VpsEvent.VpsLabelled;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelRulesTest {

    private static final Map<String, String> PRODUCTION = Map.of("env", "prod");

    private final DecisionFixture fixture = new DecisionFixture();

    @BeforeAll
    void setUp() {
        fixture.given(ready());
    }

    @AfterAll
    void tearDown() {
        fixture.close();
    }

    private static CreateVps create(int number, Map<String, @Nullable String> labels) {
        return new CreateVps(vps(number), ANN, null, "web-1", PLAN, null, null, labels, List.of(), NOW);
    }

    private static UpdateVps label(int number, Map<String, @Nullable String> labels) {
        return new UpdateVps(vps(number), ANN, null, null, labels, NOW);
    }

    private static Map<String, String> many(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "v" + i));
    }

    static Stream<Map<String, @Nullable String>> wrong() {
        return Stream.of(
                many(17),
                Map.of("", "x"),
                Map.of("Env", "x"),
                Map.of("a:b", "x"),
                Map.of("-a", "x"),
                Map.of("a".repeat(64), "x"),
                Map.of("a", "x:y"),
                Map.of("a", " "),
                Map.of("a", "x".repeat(64)),
                Collections.singletonMap("a", null));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsNoLabelIsRefused(Map<String, @Nullable String> labels) {
        assertThat(fixture.whenRefused(create(1, labels)).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        assertThat(fixture.whenRefused(new TryCreateVps(create(1, labels))).code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }

    @Test
    void aVpsIsCreatedWithItsLabels() {
        assertThat(fixture.when(create(2, many(16)))).contains(new VpsLabelled(vps(2), ANN, many(16), NOW));
        assertThat(fixture.when(createVps(ANN, 3))).doesNotHaveAnyElementsOfTypes(VpsLabelled.class);
    }

    @Test
    void labelsTakeThePlaceOfThoseThatThereWere() {
        fixture.given(create(4, PRODUCTION));

        assertThat(fixture.when(label(4, PRODUCTION))).isEmpty();
        assertThat(fixture.when(label(4, Map.of("a/b.c_d-e", ""))))
                .containsExactly(new VpsLabelled(vps(4), ANN, Map.of("a/b.c_d-e", ""), NOW));
        assertThat(fixture.when(label(4, Map.of()))).containsExactly(new VpsLabelled(vps(4), ANN, Map.of(), NOW));
    }

    @Test
    void wrongLabelsRefuseTheNameToo() {
        fixture.given(create(5, PRODUCTION));

        assertThat(fixture.whenRefused(new UpdateVps(vps(5), ANN, "db", null, Map.of("", ""), NOW))
                        .code())
                .isEqualTo(RejectionCode.INVALID_VALUE);
    }
}
