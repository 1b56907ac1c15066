package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.cli.ProgressBar.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who waits. */
@Timeout(60)
class ProgressBarTest {

    private final StringWriter terminal = new StringWriter();

    private ProgressBar bar(long total) {
        return ProgressBar.shownOn(new PrintWriter(terminal, true), "events", total);
    }

    /** What was drawn, one after the other. */
    private List<String> drawn() {
        return Stream.of(terminal.toString().split("\r", -1))
                .map(text -> text.replace("\033[K", ""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String rebuild(String state, long position, long head, long perSecond, String left) {
        return "{\"state\":\"%s\",\"position\":%d,\"head\":%d,\"events_per_second\":%d,\"seconds_left\":%s}"
                .formatted(state, position, head, perSecond, left);
    }

    @Test
    void aRebuildIsDrawnAsEachAnswerSays() {
        try (RecordingServer server = RecordingServer.thatAnswers(
                        rebuild("filling", -1, 0, 0, "null"),
                        rebuild("filling", 1_500, 3_000, 250, "6"),
                        rebuild("filling", 3_000, 4_000, 500, "2"),
                        rebuild("ready", 4_000, 4_000, 500, "0"));
                ApiClient client = new ApiClient(URI.create(server.url()))) {
            Watch.ofRebuild(client, bar(0)).untilItRests("/api/support/rebuilds/r1");
        }

        assertThat(drawn())
                .containsExactly(
                        "0 events, 0/s",
                        "[" + "#".repeat(15) + ".".repeat(15) + "] 1,500 of 3,000 events, 250/s, 6 s left",
                        "[" + "#".repeat(22) + ".".repeat(8) + "] 3,000 of 4,000 events, 500/s, 2 s left");
        assertThat(terminal.toString()).as("it is taken away").endsWith("\r\033[K");
    }

    @Test
    void whatIsMeasuredHereIsDrawnAtOnceAndAFewTimesASecond() {
        ProgressBar bar = bar(100);
        for (int done = 50; done < 100; done++) {
            bar.at(done);
        }

        assertThat(drawn().getFirst())
                .startsWith("[" + "#".repeat(15) + ".".repeat(15) + "] 50 of 100 events, ")
                .endsWith("/s");
        assertThat(drawn()).hasSizeLessThan(50);
    }

    @Test
    void aCheckIsDrawnWithoutAnEndThatNobodyKnows() {
        try (RecordingServer server = RecordingServer.thatAnswers(
                        "{\"state\":\"waiting\",\"events\":0}",
                        "{\"state\":\"running\",\"events\":1500}",
                        "{\"state\":\"same\",\"events\":3000}");
                ApiClient client = new ApiClient(URI.create(server.url()))) {
            assertThat(Watch.ofCheck(client, bar(0))
                            .untilItRests("/api/support/drift-checks/c1")
                            .path("state")
                            .asString())
                    .isEqualTo("same");
        }

        assertThat(drawn()).hasSize(2);
        assertThat(drawn().getFirst()).isEqualTo("0 events, 0/s");
        assertThat(drawn().getLast()).startsWith("1,500 events, ");
    }

    @Test
    void anExportIsDrawnAsItsLinesCome(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("events.ndjson");
        byte[] lines = "{}\n".repeat(50).getBytes(StandardCharsets.UTF_8);

        assertThat(LineCopy.copy(new ByteArrayInputStream(lines), file, bar(100)))
                .isEqualTo(50);

        assertThat(file).hasBinaryContent(lines);
        assertThat(drawn())
                .singleElement()
                .asString()
                .startsWith("[" + "#".repeat(15) + ".".repeat(15) + "] 50 of 100 events");
    }

    @Test
    void moreThanThereWasIsAFullBar() {
        bar(0).show(new Progress(200, 100, 1, null));

        assertThat(drawn()).containsExactly("[" + "#".repeat(30) + "] 200 of 100 events, 1/s");
    }
}
