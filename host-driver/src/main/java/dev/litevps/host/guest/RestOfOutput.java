package dev.litevps.host.guest;

import dev.litevps.host.HostException;
import dev.litevps.host.HostException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.global.GlobalRequestException;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * What a command had printed when it ended, and has not been seen yet.
 *
 * <p>{@code sshd} says how a command ended as soon as it did, and may read the last of its output only after that. All of it is
 * there once the end of the output is; but a process that was left in the background may hold that back for ever. Then
 * the guest is asked something: it serves its channels between two questions, so that there is nothing left if nothing has come
 * before the second answer. Silence alone would not tell a command that printed nothing from a guest that is held up.
 */
final class RestOfOutput {

    /** How long output must rest before the guest is asked: most ends come sooner. */
    private static final Duration QUIET = Duration.ofMillis(300);

    /** How long to wait for such a rest: what a command left running may go on to print for ever. */
    private static final Duration RESTLESS = Duration.ofSeconds(1);

    /** How often the guest is asked: more than it has to read from what a pipe may hold. */
    private static final int ROUNDS = 4;

    /** A first answer may overtake what was read just before it. */
    private static final int QUESTIONS = 2;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** OpenSSH knows no such request of a client and says so, which is an answer. */
    private static final String QUESTION = "keepalive@openssh.com";

    private final ClientSession session;
    private final LongSupplier lastWriteNanos;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** @param lastWriteNanos when there was output, by {@link System#nanoTime()} */
    RestOfOutput(ClientSession session, LongSupplier lastWriteNanos) {
        this.session = session;
        this.lastWriteNanos = lastWriteNanos;
    }

    /** There is no more output. */
    void end() {
        ended.complete(null);
    }

    /** Waits until all is there that the command itself has printed. */
    void await() {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                if (endsWhileRestless()) {
                    return;
                }
                long before = lastWriteNanos.getAsLong();
                for (int question = 0; question < QUESTIONS; question++) {
                    ask();
                }
                if (lastWriteNanos.getAsLong() == before) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException(Reason.CANCELLED, "Interrupted while reading a command's output", e);
        }
    }

    /** Whether the output ends before it rests. */
    private boolean endsWhileRestless() throws InterruptedException {
        long beginNanos = System.nanoTime();
        while (true) {
            long restNanos = Math.max(beginNanos, lastWriteNanos.getAsLong()) + QUIET.toNanos();
            long waitNanos = Math.min(restNanos, beginNanos + RESTLESS.toNanos()) - System.nanoTime();
            if (waitNanos <= 0) {
                return ended.isDone();
            }
            try {
                ended.get(waitNanos, TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                // Look again: there may have been more output meanwhile.
            } catch (ExecutionException e) {
                throw new IllegalStateException("Never completed with an exception", e);
            }
        }
    }

    private void ask() throws InterruptedException {
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
            answered.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException e) {
            // The connection is gone, as after a command that halts its guest. Nothing will come any more.
            end();
        } catch (TimeoutException e) {
            throw new HostException(
                    Reason.TIMED_OUT, "The guest did not send a command's output within " + ANSWER_TIMEOUT, e);
        }
    }
}
