package dev.litevps.host.simulated.system;

import java.time.Duration;
import java.time.Instant;

/** A simulated guest while its power is on: from boot to shutdown. */
public final class GuestSystem {

    /** What the guest's own {@code poweroff} and {@code reboot} do. */
    public interface PowerButton {
        void powerOff();

        void reboot();
    }

    /**
     * Enough for as many background jobs as a VPS may have, fifty of ten processes each, and for what looks after them; a fork bomb
     * reaches it in no time and does no harm.
     */
    private static final int PROCESS_LIMIT = 768;

    /** What is left then is for who logs in to end the bomb, as a limit of tasks for each session leaves it. */
    private static final int SESSION_PROCESS_LIMIT = 448;

    private final Identity identity;
    private final Disk disk;
    private final ProgramLoader programs;
    private final CpuGovernor governor;
    private final PowerButton power;
    private final ProcessTable processes = new ProcessTable(this, PROCESS_LIMIT, SESSION_PROCESS_LIMIT);
    private final Instant booted = Instant.now();
    private volatile String hostname;

    public GuestSystem(Identity identity, Disk disk, ProgramLoader programs, CpuGovernor governor, PowerButton power) {
        this.identity = identity;
        this.disk = disk;
        this.programs = programs;
        this.governor = governor;
        this.power = power;
        this.hostname = identity.hostname();
        ProcFiles.publish(this);
        disk.control(new ControlGroups(processes));
    }

    public Identity identity() {
        return identity;
    }

    public Disk disk() {
        return disk;
    }

    public ProcessTable processes() {
        return processes;
    }

    public ProgramLoader programs() {
        return programs;
    }

    public PowerButton power() {
        return power;
    }

    CpuGovernor governor() {
        return governor;
    }

    public Instant booted() {
        return booted;
    }

    public Duration uptime() {
        return Duration.between(booted, Instant.now());
    }

    public String hostname() {
        return hostname;
    }

    public void rename(String newHostname) {
        hostname = newHostname;
    }

    /** How much memory it reports as used: a little of its own and a little for each process, in MiB. */
    public long usedMemoryMb() {
        return Math.min(identity.memoryMb(), 48 + 2L * processes.all().size());
    }

    /** Cuts the power: every process is gone. */
    public void halt() {
        processes.halt();
    }
}
