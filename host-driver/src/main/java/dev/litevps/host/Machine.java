package dev.litevps.host;

/**
 * What a host has of one machine, whole or in part.
 *
 * @param defined whether the host knows a domain for it
 * @param disk whether its root disk lies on the host; without it, a machine that is created anew has an empty one
 * @param power {@link PowerState#OFF} where there is no domain
 */
public record Machine(MachineId id, boolean defined, boolean disk, PowerState power) {}
