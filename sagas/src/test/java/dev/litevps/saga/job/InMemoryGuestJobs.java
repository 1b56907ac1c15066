package dev.litevps.saga.job;

import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestJob;
import dev.litevps.host.GuestJobId;
import dev.litevps.host.GuestJobOutput;
import dev.litevps.host.GuestJobState;
import dev.litevps.host.GuestJobs;
import dev.litevps.host.HostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Guests whose jobs are as far as they are told to be. */
final class InMemoryGuestJobs implements GuestJobs {

    private final Map<GuestJobId, GuestJobState> states = new HashMap<>();
    private final List<String> deeds = new ArrayList<>();
    private GuestJobOutput output = GuestJobOutput.NONE;
    private HostException.@Nullable Reason trouble;

    /** From now on nothing can be done. */
    void fail(HostException.Reason reason) {
        trouble = reason;
    }

    void recover() {
        trouble = null;
    }

    void set(GuestJobId id, GuestJobState state) {
        states.put(id, state);
    }

    void end(GuestJobId id, int exitCode, Duration duration) {
        set(id, new GuestJobState.Ended(exitCode, duration, true));
    }

    void print(GuestJobOutput printed) {
        output = printed;
    }

    /** What was done, but for looking. */
    List<String> deeds() {
        return List.copyOf(deeds);
    }

    private void work() {
        if (trouble != null) {
            throw new HostException(trouble, "as told");
        }
    }

    @Override
    public void begin(GuestAccess access, GuestJob job) {
        work();
        deeds.add("begin " + job.command() + " for " + job.timeout().toSeconds());
        states.putIfAbsent(job.id(), new GuestJobState.Running());
    }

    @Override
    public GuestJobState look(GuestAccess access, GuestJobId id) {
        work();
        return states.getOrDefault(id, new GuestJobState.Absent());
    }

    @Override
    public void kill(GuestAccess access, GuestJobId id) {
        work();
        deeds.add("kill");
        states.putIfAbsent(id, new GuestJobState.Vanished());
    }

    @Override
    public GuestJobOutput output(GuestAccess access, GuestJobId id, int outputLimitBytes) {
        work();
        return output;
    }

    @Override
    public void remove(GuestAccess access, GuestJobId id) {
        work();
        deeds.add("remove");
        states.remove(id);
    }
}
