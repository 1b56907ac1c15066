package dev.litevps.host.guest;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.ExecResult;
import dev.litevps.host.Guest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestJob;
import dev.litevps.host.GuestJobId;
import dev.litevps.host.GuestJobOutput;
import dev.litevps.host.GuestJobState;
import dev.litevps.host.GuestJobs;
import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * {@link GuestJobs} by a shell script, {@code guest-job.sh}, which every operation sends along, so that a guest needs nothing
 * but a POSIX shell, coreutils, procps and util-linux. The script says how it works.
 */
public final class ShellJobs implements GuestJobs {

    /** Enough for a guest that is busy; none of the operations waits for a job. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int ANSWER_LIMIT_BYTES = 4096;

    /** The script's exit status if the guest's disk cannot take the job. */
    private static final int NO_SPACE = 28;

    private static final int STDOUT_TRUNCATED = 1;
    private static final int STDERR_TRUNCATED = 2;

    private static final String SCRIPT = script();

    private final Guest guest;

    public ShellJobs(Guest guest) {
        this.guest = guest;
    }

    @Override
    public void begin(GuestAccess access, GuestJob job) {
        String command = Base64.getEncoder().encodeToString(job.command().getBytes(StandardCharsets.UTF_8));
        ExecResult result = run(
                access,
                ANSWER_LIMIT_BYTES,
                "begin",
                job.id().toString(),
                Long.toString(job.timeout().toSeconds()),
                Integer.toString(job.outputLimitBytes()),
                command);
        if (result.exitCode() == NO_SPACE) {
            throw new HostException(Reason.NO_SPACE, "Guest " + access.id() + " cannot store a job");
        }
        requireSuccess(access, result);
    }

    @Override
    public GuestJobState look(GuestAccess access, GuestJobId id) {
        ExecResult result = run(access, ANSWER_LIMIT_BYTES, "look", id.toString());
        requireSuccess(access, result);
        List<String> words = List.of(result.stdout().strip().split(" "));
        return switch (words.getFirst()) {
            case "absent" -> new GuestJobState.Absent();
            case "waiting" -> new GuestJobState.Waiting();
            case "running" -> new GuestJobState.Running();
            case "rebooted" -> new GuestJobState.Rebooted();
            case "vanished" -> new GuestJobState.Vanished();
            case "ended" -> ended(access, words);
            default -> throw incomprehensible(access, result);
        };
    }

    /** {@code ended STATUS SECONDS SECONDS drained|open}: the times are those of {@code /proc/uptime}. */
    private static GuestJobState ended(GuestAccess access, List<String> words) {
        try {
            BigDecimal seconds = new BigDecimal(words.get(3)).subtract(new BigDecimal(words.get(2)));
            return new GuestJobState.Ended(
                    Integer.parseInt(words.get(1)),
                    Duration.ofMillis(seconds.movePointRight(3).longValue()),
                    words.get(4).equals("drained"));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new HostException(Reason.REFUSED, "Guest " + access.id() + " spoilt how a job ended", e);
        }
    }

    @Override
    public void kill(GuestAccess access, GuestJobId id) {
        requireSuccess(access, run(access, ANSWER_LIMIT_BYTES, "kill", id.toString()));
    }

    @Override
    public GuestJobOutput output(GuestAccess access, GuestJobId id, int outputLimitBytes) {
        ExecResult result = run(access, outputLimitBytes, "output", id.toString(), Integer.toString(outputLimitBytes));
        if (result.timedOut() || result.exitCode() > (STDOUT_TRUNCATED | STDERR_TRUNCATED)) {
            throw incomprehensible(access, result);
        }
        return new GuestJobOutput(
                withoutNul(result.stdout()),
                withoutNul(result.stderr()),
                (result.exitCode() & STDOUT_TRUNCATED) != 0,
                (result.exitCode() & STDERR_TRUNCATED) != 0);
    }

    /** Many who read text take NUL for its end. */
    private static String withoutNul(String text) {
        return text.replace('\0', '\ufffd');
    }

    @Override
    public void remove(GuestAccess access, GuestJobId id) {
        requireSuccess(access, run(access, ANSWER_LIMIT_BYTES, "remove", id.toString()));
    }

    /** No argument needs quoting: ids, numbers and base64. */
    private ExecResult run(GuestAccess access, int outputLimitBytes, String... arguments) {
        return guest.exec(
                access,
                ExecRequest.ofPlatform(
                        "set -- " + String.join(" ", arguments) + "\n" + SCRIPT, TIMEOUT, outputLimitBytes));
    }

    private static void requireSuccess(GuestAccess access, ExecResult result) {
        if (result.timedOut()) {
            throw new HostException(Reason.TIMED_OUT, "Guest " + access.id() + " is too busy to see to a job");
        }
        if (result.exitCode() != 0) {
            throw incomprehensible(access, result);
        }
    }

    /** What the guest said may be anything, so it is not passed on. */
    private static HostException incomprehensible(GuestAccess access, ExecResult result) {
        return new HostException(
                Reason.REFUSED,
                "Guest " + access.id() + " cannot see to jobs: the script ended with " + result.exitCode());
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(ShellJobs.class.getResourceAsStream("guest-job.sh"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
