package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.discovery.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of endpoints names all that is served, each tested by classes that exist, and nothing else. */
class ApiTableTest {

    private static final Path TABLE = Path.of("..", "docs", "api.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]+) \\| `([^`]+)` \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)`");

    @Test
    void namesWhatIsServed() throws IOException {
        Set<String> listed = rows().stream()
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Server server = Server.start()) {
            assertThat(served(server)).isEqualTo(listed);
        }
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> classes;
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            classes = files.map(file -> String.valueOf(file.getFileName()))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        for (MatchResult row : rows()) {
            List<String> tests = TEST_NAME
                    .matcher(row.group(3))
                    .results()
                    .map(test -> test.group(1))
                    .toList();
            assertThat(tests).as(row.group(2)).isNotEmpty().allMatch(classes::contains);
        }
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(TABLE)).results().toList();
    }

    static Set<String> served(Server server) {
        return server.bean(Routes.class).all().stream()
                .map(route -> route.method() + " " + route.path().replaceAll("\\{(\\w+)}", ":$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
