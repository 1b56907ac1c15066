package dev.litevps.query.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.settings.PlatformSettings;
import dev.litevps.events.settings.SettingsEvent.SettingsChanged;
import dev.litevps.query.Events;
import dev.litevps.query.ProjectionContract;
import dev.litevps.query.ViewDatabase;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Test;

class SettingsProjectionTest extends ProjectionContract {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @Override
    protected Object projection(ViewDatabase on) {
        return new SettingsProjection(on.writer(), on.jdbc());
    }

    @Override
    protected List<DomainEventMessage<?>> life() {
        return Events.of(
                "Settings",
                "settings",
                new SettingsChanged(new PlatformSettings(600, 20, 5, List.of("reboot", "halt")), AT),
                new SettingsChanged(new PlatformSettings(60, 2, 0, List.of()), AT));
    }

    @Test
    void theDefaultsHoldUntilTheFirstChange() {
        SettingsQueries queries = new SettingsQueries(database().reads());

        assertThat(queries.current().block(PATIENCE)).isEqualTo(SettingsRow.DEFAULTS);
        assertThat(queries.versioned().block(PATIENCE)).isEqualTo(new VersionedSettings(SettingsRow.DEFAULTS, 0));
    }

    @Test
    void theLastChangeHolds() {
        handle(life());
        SettingsQueries queries = new SettingsQueries(database().reads());

        SettingsRow expected = new SettingsRow(60, 2, 0, List.of());
        assertThat(queries.current().block(PATIENCE)).isEqualTo(expected);
        assertThat(queries.versioned().block(PATIENCE)).isEqualTo(new VersionedSettings(expected, 2));
    }

    @Test
    void whatIsBlockedIsShownInItsOrder() {
        handle(life().subList(0, 1));

        assertThat(new SettingsQueries(database().reads()).current().block(PATIENCE))
                .isEqualTo(new SettingsRow(600, 20, 5, List.of("reboot", "halt")));
    }
}
