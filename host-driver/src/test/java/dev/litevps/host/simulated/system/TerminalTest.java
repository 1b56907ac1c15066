package dev.litevps.host.simulated.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees of the keys, and when. */
class TerminalTest {

    private static final long READER_HEAD_START_MILLIS = 200;

    /** A screen so slow that any program which could have read a line by now has read it. */
    private static final class SlowScreen extends OpenFile {
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final CountDownLatch lineRead = new CountDownLatch(1);

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                boolean ignored = lineRead.await(READER_HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (this) {
                shown.write(buffer, offset, length);
            }
        }

        private synchronized String text() {
            return shown.toString(StandardCharsets.UTF_8);
        }
    }

    private final SlowScreen screen = new SlowScreen();
    private final Terminal terminal = new Terminal(screen);

    @ParameterizedTest
    @CsvSource({"'echo one\n','echo one\r\n'", "'sleep 9\u0003echo two\n','sleep 9^C\r\necho two\r\n'"})
    void lineIsShownBeforeAnyProgramReadsIt(String typed, String expected) throws Exception {
        CompletableFuture<String> shownWhenRead = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                int ignored = terminal.input().read(new byte[64], 0, 64);
                shownWhenRead.complete(screen.text());
                screen.lineRead.countDown();
            } catch (IOException e) {
                shownWhenRead.completeExceptionally(e);
            }
        });

        type(typed);

        assertThat(shownWhenRead.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Test
    void erasedKeysNeverReachTheProgram() throws IOException {
        byte[] line = new byte[64];

        type("onex\177 two\n");

        int length = terminal.input().read(line, 0, line.length);
        assertThat(new String(line, 0, length, StandardCharsets.UTF_8)).isEqualTo("one two\n");
    }

    private void type(String keys) throws IOException {
        byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
        terminal.type(bytes, bytes.length);
    }
}
