package dev.litevps.query.settings;

/**
 * The settings as an operator sees them.
 *
 * @param version how often they were changed; 0 while the defaults hold
 */
public record VersionedSettings(SettingsRow settings, long version) {}
