package dev.litevps.events;

/**
 * What a machine takes of its host.
 *
 * @param vcpu virtual processors
 * @param memoryMb memory in MiB
 * @param diskGb disk in GiB
 */
public record Resources(int vcpu, int memoryMb, int diskGb) {

    public static final Resources NONE = new Resources(0, 0, 0);

    public Resources plus(Resources other) {
        return new Resources(vcpu + other.vcpu, memoryMb + other.memoryMb, diskGb + other.diskGb);
    }

    public Resources minus(Resources other) {
        return new Resources(vcpu - other.vcpu, memoryMb - other.memoryMb, diskGb - other.diskGb);
    }

    /** Whether this has room for {@code other} in every dimension. */
    public boolean covers(Resources other) {
        return vcpu >= other.vcpu && memoryMb >= other.memoryMb && diskGb >= other.diskGb;
    }
}
