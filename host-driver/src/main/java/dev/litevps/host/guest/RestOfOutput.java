package dev.litevps.host.guest;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.global.GlobalRequestException;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * What a command had printed when it ended, and has not been seen yet.
 *
 * <p>{@code sshd} says how a command ended as soon as it did, and may read the last of its output only after that. All of it is
 * there once the end of the output is; but a process that was left in the background may hold that back for ever. Then
 * the guest is asked something: it serves its channels between questions, so that there is nothing left if nothing has come
 * before the last answer. Silence alone would not tell a command that printed nothing from a guest that is held up.
 */
final class RestOfOutput {

    /** How long output must rest before the guest is asked: most ends come sooner. */
    private static final Duration QUIET = Duration.ofMillis(300);

    /** How long to wait for such a rest. */
    private static final Duration RESTLESS = Duration.ofSeconds(1);

    /** For how long, and how often, output may go on to come: a process in the background may print for ever. */
    private static final Duration FLOW = Duration.ofSeconds(5);

    private static final int ROUNDS = 4;

    /** More than the window of a channel and two pipes hold: what comes behind that was printed after the command's end. */
    private static final long HELD_BYTES = 3L * 1024 * 1024;

    /** After all rounds, what was held is through if no more than this has come: each makes room for as much and more. */
    private static final long LITTLE_BYTES = 64L * 1024;

    /** An answer may overtake what was read just before it, and the first two may come from one look at the network. */
    private static final int QUESTIONS = 3;

    /** For all of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** OpenSSH knows no such request of a client and says so, which is an answer. */
    private static final String QUESTION = "keepalive@openssh.com";

    private final ClientSession session;
    private final CappedOutput stdout;
    private final CappedOutput stderr;

    /** Whether the output was seen to end. */
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    RestOfOutput(ClientSession session, CappedOutput stdout, CappedOutput stderr) {
        this.session = session;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** There is no more output. */
    void end() {
        ended.complete(true);
    }

    /** Nothing will come any more, and nobody knows whether there was more. */
    void broke() {
        ended.complete(false);
    }

    /** Waits until all is there that the command itself has printed; false if nobody can tell whether it is. */
    boolean await() {
        long beginNanos = System.nanoTime();
        long beginBytes = receivedBytes();
        try {
            for (int round = 0; round < ROUNDS || System.nanoTime() - beginNanos < FLOW.toNanos(); round++) {
                awaitRest();
                long before = receivedBytes();
                for (int question = 0; question < QUESTIONS && !ended.isDone(); question++) {
                    ask(beginNanos + PATIENCE.toNanos());
                }
                if (ended.isDone()) {
                    return ended.join();
                }
                if (receivedBytes() == before || receivedBytes() - beginBytes > HELD_BYTES) {
                    return true;
                }
            }
            return receivedBytes() - beginBytes < LITTLE_BYTES;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while reading a command's output", e);
        }
    }

    private long receivedBytes() {
        return stdout.receivedBytes() + stderr.receivedBytes();
    }

    /** Until the output ends, or rests, or for as long as it may do neither. */
    private void awaitRest() throws InterruptedException {
        long beginNanos = System.nanoTime();
        while (!ended.isDone()) {
            long lastNanos = Math.max(stdout.lastWriteNanos(), stderr.lastWriteNanos());
            long restNanos = Math.max(beginNanos, lastNanos) + QUIET.toNanos();
            long waitNanos = Math.min(restNanos, beginNanos + RESTLESS.toNanos()) - System.nanoTime();
            if (waitNanos <= 0) {
                return;
            }
            try {
                ended.get(waitNanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Look again: there may have been more output meanwhile.
            } catch (ExecutionException e) {
                throw new IllegalStateException("Never completed with an exception", e);
            }
        }
    }

    /** Until the guest has answered, or the output has ended. */
    private void ask(long deadlineNanos) throws InterruptedException, TimeoutException {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        try {
            Buffer question = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
            question.putString(QUESTION);
            question.putBoolean(true);
            session.request(question, QUESTION, null).addListener(answer -> {
                if (answer.getException() == null || answer.getException() instanceof GlobalRequestException) {
                    answered.complete(null);
                } else {
                    answered.completeExceptionally(answer.getException());
                }
            });
            CompletableFuture.anyOf(answered, ended)
                    .get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (IOException | ExecutionException e) {
            broke();
        }
    }
}
