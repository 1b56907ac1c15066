package dev.litevps.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnnouncedCommandTest {

    private final CappedOutput stderr = new CappedOutput(1_000, OutputBudget.endless());
    private final AnnouncedCommand command = new AnnouncedCommand("echo 'it''s'\n\"$x\"", stderr);
    private final String word =
            command.line().substring("echo ".length(), command.line().indexOf("$$"));

    @Test
    void commandIsSentAsItIsOnALineOfItsOwn() {
        assertThat(command.line()).isEqualTo("echo " + word + "$$ >&2\necho 'it''s'\n\"$x\"");
    }

    @Test
    void noTwoCommandsAreAnnouncedByTheSameWord() {
        assertThat(new AnnouncedCommand("true", stderr).line()).doesNotContain(word);
    }

    @Test
    void announcementIsTakenOutOfWhatIsPrinted() {
        print("before", "\n" + word + "123\nafter", "more");

        assertThat(stderr.text()).isEqualTo("before\naftermore");
        assertThat(command.leader()).isCompletedWithValue(OptionalLong.of(123));
    }

    @Test
    void announcementMayComeByteByByte() {
        String text = "ü " + word.substring(0, 20) + word + "77\n" + word + "88\n";
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            command.write(b);
        }
        command.end();

        assertThat(stderr.text()).isEqualTo("ü " + word.substring(0, 20) + word + "88\n");
        assertThat(command.leader()).isCompletedWithValue(OptionalLong.of(77));
    }

    @Test
    void whatIsNoAnnouncementIsPassedOnWhole() {
        print(word.substring(0, word.length() - 1));
        assertThat(command.leader()).isNotDone();

        command.end();

        assertThat(stderr.text()).isEqualTo(word.substring(0, word.length() - 1));
        assertThat(command.leader()).isCompletedWithValue(OptionalLong.empty());
    }

    @Test
    void onlyANumberThatCanBeKilledIsTakenForALeader() {
        print(word + "1\nerror");

        assertThat(stderr.text()).isEqualTo("error");
        assertThat(command.leader()).isCompletedWithValue(OptionalLong.empty());
    }

    private void print(String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            command.write(bytes, 0, bytes.length);
        }
    }
}
