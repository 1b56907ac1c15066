package dev.litevps.command.settings;

import static dev.litevps.command.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.command.DecisionFixture;
import dev.litevps.command.RejectionCode;
import dev.litevps.command.settings.SettingsCommand.ChangeSettings;
import dev.litevps.events.settings.PlatformSettings;
import dev.litevps.events.settings.SettingsEvent.SettingsChanged;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsDecisionsTest {

    private static final PlatformSettings DEFAULTS = PlatformSettings.DEFAULTS;

    private final DecisionFixture fixture = new DecisionFixture();

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    private static ChangeSettings timeout(int seconds, @Nullable Long version) {
        return new ChangeSettings(seconds, null, null, null, version, NOW);
    }

    private static ChangeSettings blocked(List<String> commands) {
        return new ChangeSettings(null, null, null, commands, null, NOW);
    }

    @Test
    void theFirstChangeKeepsTheDefaultsOfAllElse() {
        assertThat(fixture.when(timeout(600, null)))
                .containsExactly(new SettingsChanged(
                        new PlatformSettings(
                                600,
                                DEFAULTS.maxBatchSize(),
                                DEFAULTS.maxSnapshotsPerVps(),
                                DEFAULTS.blockedCommands()),
                        NOW));
    }

    @Test
    void aLaterChangeKeepsWhatWasChangedBefore() {
        fixture.given(timeout(600, null));

        assertThat(fixture.when(new ChangeSettings(null, 25, 3, List.of(" halt ", "halt", "mkfs"), null, NOW)))
                .containsExactly(new SettingsChanged(new PlatformSettings(600, 25, 3, List.of("halt", "mkfs")), NOW));
    }

    @Test
    void aRepeatedChangeChangesNothing() {
        fixture.given(timeout(600, null));

        assertThat(fixture.when(timeout(600, null))).isEmpty();
    }

    @Test
    void whoHasSeenTheLastChangeMayChangeAgain() {
        fixture.given(timeout(600, 0L));

        assertThat(fixture.when(timeout(700, 1L))).hasSize(1);
    }

    @Test
    void whoHasNotSeenTheLastChangeIsRefused() {
        fixture.given(timeout(600, null));

        assertThat(fixture.whenRefused(timeout(700, 0L)).code()).isEqualTo(RejectionCode.SETTINGS_OUTDATED);
    }

    @Test
    void nothingNeedsToBeBlocked() {
        assertThat(fixture.when(blocked(List.of()))).hasSize(1);
    }

    /** One fixture for all of them: none leaves anything behind. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OutOfBounds {

        private final DecisionFixture shared = new DecisionFixture();

        @AfterAll
        void tearDown() {
            shared.close();
        }

        static Stream<ChangeSettings> changes() {
            return Stream.of(
                    timeout(0, null),
                    timeout(SettingsBounds.LONGEST_EXEC_SECONDS + 1, null),
                    new ChangeSettings(null, 0, null, null, null, NOW),
                    new ChangeSettings(null, SettingsBounds.LARGEST_BATCH + 1, null, null, null, NOW),
                    new ChangeSettings(null, null, -1, null, null, NOW),
                    new ChangeSettings(null, null, SettingsBounds.MOST_SNAPSHOTS + 1, null, null, NOW),
                    blocked(List.of(" ")),
                    blocked(List.of("x".repeat(SettingsBounds.LONGEST_BLOCKED_COMMAND + 1))),
                    blocked(List.of("reboot\nhalt")),
                    blocked(Stream.iterate(0, number -> number + 1)
                            .limit(SettingsBounds.MOST_BLOCKED_COMMANDS + 1)
                            .map(number -> "command" + number)
                            .toList()));
        }

        @ParameterizedTest
        @MethodSource("changes")
        void isRefused(ChangeSettings change) {
            assertThat(shared.whenRefused(change).code()).isEqualTo(RejectionCode.INVALID_VALUE);
        }
    }
}
