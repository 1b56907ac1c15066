package dev.litevps.host;

/**
 * What is needed to talk to one guest.
 *
 * @param ssh where its SSH server answers
 * @param hostPublicKey the pinned host key, {@code ssh-ed25519 AAAA…}; any other is refused
 */
public record GuestAccess(MachineId id, SshEndpoint ssh, String hostPublicKey) {}
