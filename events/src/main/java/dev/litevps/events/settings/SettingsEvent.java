package dev.litevps.events.settings;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** What becomes of the settings. There is one set of them. */
public sealed interface SettingsEvent {

    Instant at();

    /** All of this holds from now on, whatever held before. The metadata says who decided it. */
    @Revision("1")
    record SettingsChanged(PlatformSettings settings, Instant at) implements SettingsEvent {}
}
