package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of a simulated guest: a virtual thread with descriptors, an environment and a working directory. */
public final class GuestProcess {

    /** What a process does, from its start to its exit status. */
    @FunctionalInterface
    public interface Program {
        int run(GuestProcess self) throws IOException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(GuestProcess.class);
    private static final ScopedValue<GuestProcess> CURRENT = ScopedValue.newInstance();
    private static final int CRASHED = 134;

    private final GuestSystem system;
    private final int id;
    private final Instant started = Instant.now();
    private final Descriptors files;
    private final Map<String, String> environment;
    private final Program program;
    private final Thread thread;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final SignalState signals;
    private volatile int parentId;
    private volatile int groupId;
    private volatile int sessionId;
    private volatile String controlGroup;
    private volatile List<String> arguments;
    private volatile Path directory;
    private long burstStartNanos = System.nanoTime();

    GuestProcess(GuestSystem system, int id, Launch launch, Program program) {
        this.system = system;
        this.id = id;
        this.program = program;
        this.files = launch.files();
        this.environment = launch.environment();
        this.directory = launch.directory();
        this.arguments = launch.arguments();
        GuestProcess parent = launch.parent();
        this.parentId = parent == null ? ProcessTable.INIT : parent.id;
        this.groupId = parent == null || launch.newGroup() ? id : parent.groupId;
        this.sessionId = parent == null ? id : parent.sessionId;
        this.controlGroup = parent == null ? ControlGroups.ROOT : parent.controlGroup;
        this.signals = parent == null ? new SignalState() : parent.signals.inherited();
        this.thread = Thread.ofVirtual()
                .name("guest " + system.hostname() + " process " + id)
                .unstarted(() -> ScopedValue.where(CURRENT, this).run(this::live));
    }

    void start() {
        thread.start();
    }

    private void live() {
        int status = CRASHED;
        try {
            checkpoint();
            status = program.run(this);
        } catch (ProcessKilled e) {
            status = e.signal().exitStatus();
        } catch (BrokenPipeException e) {
            status = Signal.PIPE.exitStatus();
        } catch (IOException e) {
            status = 1;
            LOGGER.debug("Process {} of {} failed", arguments, system.hostname(), e);
        } catch (StackOverflowError e) {
            status = Signal.SEGV.exitStatus();
        } catch (RuntimeException e) {
            LOGGER.error("Process {} of {} crashed", arguments, system.hostname(), e);
        } finally {
            // What comes now must not be cut short by a signal that came too late.
            boolean ignored = Thread.interrupted();
            files.closeAll();
            system.processes().exited(this);
            exit.complete(status);
        }
    }

    /** The process whose program the calling thread runs. */
    static GuestProcess current() {
        return CURRENT.get();
    }

    /** Turns an interruption of the calling thread into what it means to the process that the thread is. */
    static void interrupted(InterruptedException cause) throws InterruptedIOException {
        if (!CURRENT.isBound()) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted");
        }
        CURRENT.get().throwIfKilled();
    }

    /** Called by an open file of which a wait was interrupted: ends the calling process if it has been killed. */
    public static void wokenUp() throws InterruptedIOException {
        interrupted(new InterruptedException());
    }

    /**
     * Called in every loop of every program: here a killed process ends, and one that computes too long rests. A signal
     * with a handler only wakes the process up.
     */
    public void checkpoint() {
        throwIfKilled();
        if (System.nanoTime() - burstStartNanos > CpuGovernor.BURST.toNanos()) {
            try {
                system.governor().rest();
            } catch (InterruptedException e) {
                throwIfKilled();
            }
            rested();
        }
    }

    private void throwIfKilled() {
        // An interruption has done its work by coming here; left pending, it would break the next write to a channel.
        boolean unused = Thread.interrupted();
        Signal signal = signals.fatal();
        if (signal != null) {
            throw new ProcessKilled(signal);
        }
    }

    /** Whether a signal has killed it and it only has not noticed yet. */
    boolean isDoomed() {
        return signals.fatal() != null;
    }

    private void rested() {
        burstStartNanos = System.nanoTime();
    }

    /** Sends a signal to this process. */
    public void signal(Signal signal) {
        if (signals.receive(signal)) {
            thread.interrupt();
        }
    }

    /** Arranges what a signal does; null for its default. */
    public void arrange(Signal signal, @Nullable Disposition disposition) {
        signals.arrange(signal, disposition);
    }

    /** The next signal that came and has a handler; null if none. */
    public @Nullable Signal nextPending() {
        return signals.nextPending();
    }

    /** Whether this signal has a handler, and came since the last look. */
    public boolean isPending(Signal signal) {
        return signals.hasPending(signal);
    }

    /** Waits until another process has ended and gives its exit status. Called on this process's own thread. */
    public int await(GuestProcess other) {
        while (true) {
            throwIfKilled();
            try {
                int status = other.exit.get();
                rested();
                return status;
            } catch (InterruptedException e) {
                throwIfKilled();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A process ends without exception", e);
            }
        }
    }

    /** Like {@link #await}, but gives up after a time, or when a signal with a handler came: then null. */
    public @Nullable Integer await(GuestProcess other, Duration limit) {
        throwIfKilled();
        if (signals.hasPending()) {
            return null;
        }
        try {
            return other.exit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throwIfKilled();
            return null;
        } catch (TimeoutException e) {
            throwIfKilled();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A process ends without exception", e);
        } finally {
            rested();
        }
    }

    /** Does nothing for a while; shorter if a signal with a handler comes. */
    public void sleep(Duration duration) {
        long endNanos = System.nanoTime() + duration.toNanos();
        long leftNanos = duration.toNanos();
        while (leftNanos > 0 && !signals.hasPending()) {
            throwIfKilled();
            try {
                TimeUnit.NANOSECONDS.sleep(leftNanos);
            } catch (InterruptedException e) {
                throwIfKilled();
            }
            leftNanos = endNanos - System.nanoTime();
        }
        rested();
    }

    /** Runs another program in this process's place: it has this process's id, descriptors and environment. */
    public int become(List<String> command) throws IOException {
        Program next = system.programs().find(this, command);
        arguments = List.copyOf(command);
        return next.run(this);
    }

    /** When and with what it ended: for those outside the guest who wait for it. */
    public CompletableFuture<Integer> exit() {
        return exit.copy();
    }

    public boolean isAlive() {
        return !exit.isDone();
    }

    public GuestSystem system() {
        return system;
    }

    public int id() {
        return id;
    }

    public int parentId() {
        return parentId;
    }

    void adopt() {
        parentId = ProcessTable.INIT;
    }

    public int groupId() {
        return groupId;
    }

    /** Makes it the leader of a process group of its own. */
    public void leadGroup() {
        groupId = id;
    }

    public int sessionId() {
        return sessionId;
    }

    /** Makes it the leader of a session of its own. */
    public void leadSession() {
        sessionId = id;
        groupId = id;
    }

    String controlGroup() {
        return controlGroup;
    }

    void enter(String group) {
        controlGroup = group;
    }

    public List<String> arguments() {
        return arguments;
    }

    public Instant started() {
        return started;
    }

    public Descriptors files() {
        return files;
    }

    /** The variables that its children will inherit; changed only on its own thread. */
    public Map<String, String> environment() {
        return environment;
    }

    public Path directory() {
        return directory;
    }

    public void changeDirectory(Path target) {
        directory = target;
    }

    /** A path as this process names it. */
    public Path path(String name) {
        return directory.resolve(name.replace("\0", ""));
    }
}
