package dev.litevps.host.simulated.system;

/** What a guest says of itself: the sizes are those of its plan, not of the memory that simulates it. */
public record Identity(String hostname, int vcpu, int memoryMb, int diskGb) {

    /** What {@code uname -r} says. */
    public static final String KERNEL_RELEASE = "6.1.0-simulated-amd64";

    /** What {@code uname -v} says. */
    public static final String KERNEL_VERSION = "#1 SMP PREEMPT_DYNAMIC LiteVPS simulated guest";
}
