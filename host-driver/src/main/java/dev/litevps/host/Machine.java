package dev.litevps.host;

/**
 * What a host has of one machine, whole or in part.
 *
 * @param defined whether the host knows a domain for it
 * @param disk whether any file of it (root disk, seed) lies on the host
 * @param power {@link PowerState#OFF} where there is no domain
 */
public record Machine(MachineId id, boolean defined, boolean disk, PowerState power) {}
