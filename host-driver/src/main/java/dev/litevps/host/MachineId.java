package dev.litevps.host;

import java.util.UUID;

/** The identity of a machine on its host: the id of the VPS that it embodies. Hosts name domains and disks after it. */
public record MachineId(UUID value) implements Comparable<MachineId> {

    public static MachineId of(String value) {
        return new MachineId(UUID.fromString(value));
    }

    @Override
    public int compareTo(MachineId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
