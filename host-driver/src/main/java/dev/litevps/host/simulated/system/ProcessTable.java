package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The processes of one guest. */
public final class ProcessTable {

    /** The process that adopts orphans. It is only a number here. */
    public static final int INIT = 1;

    private static final int FIRST_ID = 312;
    private static final int LAST_ID = 32_767;

    private final GuestSystem system;
    private final int limit;
    private final int sessionLimit;
    private final ConcurrentSkipListMap<Integer, GuestProcess> running = new ConcurrentSkipListMap<>();
    private int lastId = FIRST_ID;
    private boolean halted;

    /**
     * @param limit how many processes there can be
     * @param sessionLimit how many of them one log-in can have, so that another can come and end what runs wild
     */
    ProcessTable(GuestSystem system, int limit, int sessionLimit) {
        this.system = system;
        this.limit = limit;
        this.sessionLimit = sessionLimit;
    }

    /** Starts a process. If there are too many, its descriptors are closed and the caller gets Linux's EAGAIN. */
    public GuestProcess start(Launch launch, GuestProcess.Program program) throws IOException {
        GuestProcess process;
        synchronized (this) {
            GuestProcess parent = launch.parent();
            if (parent != null && parent.isDoomed()) {
                launch.files().closeAll();
                parent.checkpoint();
            }
            if (halted || isFull(parent)) {
                launch.files().closeAll();
                throw new IOException("Resource temporarily unavailable");
            }
            do {
                lastId = lastId == LAST_ID ? FIRST_ID : lastId + 1;
            } while (running.containsKey(lastId));
            process = new GuestProcess(system, lastId, launch, program);
            running.put(lastId, process);
        }
        process.start();
        return process;
    }

    private boolean isFull(@Nullable GuestProcess parent) {
        int count = running.size();
        if (parent == null || count < sessionLimit || count >= limit) {
            return count >= limit;
        }
        return running.values().stream()
                        .filter(process -> process.sessionId() == parent.sessionId())
                        .count()
                >= sessionLimit;
    }

    void exited(GuestProcess process) {
        running.remove(process.id(), process);
        for (GuestProcess other : running.values()) {
            if (other.parentId() == process.id()) {
                other.adopt();
            }
        }
    }

    /** Every process, in the order of their ids. */
    public List<GuestProcess> all() {
        return List.copyOf(running.values());
    }

    public Optional<GuestProcess> find(int id) {
        return Optional.ofNullable(running.get(id));
    }

    /** Signals every process of a group, of which none can start another meanwhile; false if there is none. */
    public synchronized boolean signalGroup(int groupId, Signal signal) {
        List<GuestProcess> members =
                all().stream().filter(process -> process.groupId() == groupId).toList();
        members.forEach(process -> process.signal(signal));
        return !members.isEmpty();
    }

    /** Signals every process of a session, as a terminal does that hangs up. */
    public synchronized void signalSession(int sessionId, Signal signal) {
        all().stream().filter(process -> process.sessionId() == sessionId).forEach(process -> process.signal(signal));
    }

    /** Signals every process of a control group, of which none can start another meanwhile. */
    synchronized void signalControlGroup(String group, Signal signal) {
        all().stream()
                .filter(process -> process.controlGroup().equals(group))
                .forEach(process -> process.signal(signal));
    }

    /** Kills every process and lets none start: the power is off. */
    void halt() {
        synchronized (this) {
            halted = true;
        }
        all().forEach(process -> process.signal(Signal.KILL));
    }
}
