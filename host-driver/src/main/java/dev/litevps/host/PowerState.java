package dev.litevps.host;

/** Whether a machine's processor runs. */
public enum PowerState {
    RUNNING,
    OFF
}
