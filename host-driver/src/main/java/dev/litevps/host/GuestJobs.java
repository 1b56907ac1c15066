package dev.litevps.host;

/**
 * Commands that run in a guest by themselves, whoever is connected: each is known by the id that the caller gives it, and leaves
 * in the guest how it ended and what it printed until it is {@link #remove removed}. All operations block for as long as a
 * short command in the guest takes, can be repeated, and throw {@link HostException}.
 */
public interface GuestJobs {

    /**
     * Has the command run in the guest, as root, until its timeout. One that was begun before, also before the guest was
     * rebooted, is not begun again. {@link HostException.Reason#NO_SPACE} if the guest cannot take it.
     */
    void begin(GuestAccess access, GuestJob job);

    /** How far it is. */
    GuestJobState look(GuestAccess access, GuestJobId id);

    /**
     * Kills all processes of it that there are, after a short time in which they may end by themselves; a command that was
     * not begun will not be. Once this returns none of them is left, but for those that have made themselves a session of
     * their own.
     */
    void kill(GuestAccess access, GuestJobId id);

    /** What it has printed so far, up to the limit with which it was begun. */
    GuestJobOutput output(GuestAccess access, GuestJobId id, int outputLimitBytes);

    /** Leaves nothing of it in the guest but what it did there; a command that runs is killed. */
    void remove(GuestAccess access, GuestJobId id);
}
