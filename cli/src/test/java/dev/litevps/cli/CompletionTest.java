package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash makes of words that somebody has begun to type. */
@Timeout(60)
class CompletionTest {

    /** Completes the last of the words that are given to it, as bash does when somebody presses the tabulator. */
    private static final String PRESS_TABULATOR = """
            source "$1"
            # Only where somebody types has bash anything that this could set.
            compopt() { :; }
            shift
            compspec=$(complete -p litevps)
            [[ $compspec =~ -F[[:space:]]+([^[:space:]]+) ]]
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            "${BASH_REMATCH[1]}" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path script() throws IOException {
        StringWriter out = new StringWriter();
        LiteVpsCommand.commandLine().setOut(new PrintWriter(out, true)).execute("completion");
        return Files.writeString(folder.resolve("completion.bash"), out.toString());
    }

    private Set<String> completed(String line) throws Exception {
        List<String> words = Stream.of(line.split(" ", -1)).toList();
        Process bash = new ProcessBuilder(Stream.concat(
                                Stream.of("bash", "-c", PRESS_TABULATOR, "bash", script().toString()), words.stream())
                        .toList())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }

    /** The lines end with what is completed, which may be nothing yet, as a dot says here. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ./litevps cli                                    | client
                    ./litevps u                                      | up
                    ./litevps client sup                             | support
                    ./litevps client support dead                    | dead-letters
                    ./litevps support dead                           | dead-letters
                    ./litevps client support dead-letters dis        | discard
                    ./litevps client support money cor               | correct
                    ./litevps client audit history exp               | export
                    ./litevps client audit proof ver                 | verify
                    ./litevps client audit history statement --form  | --format
                    ./litevps audit history events --aggregate-t     | --aggregate-type
                    ./litevps client support rebuild watch --out     | --output
                    ./litevps up --hyper                             | --hypervisor
                    ./litevps up --hypervisor lib                    | libvirt
                    """)
    void completesWhatIsTyped(String line, String word) throws Exception {
        assertThat(completed(line)).containsExactly(word);
    }

    @Test
    void offersAllThereIs() throws Exception {
        assertThat(completed("./litevps ")).contains("up", "client", "support", "audit", "demo");
        assertThat(completed("./litevps client "))
                .contains("support", "audit", "demo")
                .doesNotContain("up", "client");
        assertThat(completed("./litevps client support "))
                .contains("health", "dead-letters", "money", "views", "rebuild")
                .doesNotContain("audit");
    }
}
