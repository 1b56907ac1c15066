package dev.litevps.api.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.litevps.api.http.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The portal in headless Chromium: runs {@code src/test/portal} against a whole server. Skipped where there is no browser, no
 * Node.js or no npm packages: {@code host-setup/test-tools} installs them. Leaves pictures of all pages in {@code
 * target/screenshots}.
 */
class PortalBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path FOLDER = Path.of("src", "test", "portal").toAbsolutePath();
    private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();
    private static final int PATIENCE_MINUTES = 10;

    @Test
    void thePortalWorksInABrowser() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), "skipped: there is no " + CHROMIUM + "; run host-setup/test-tools");
        assumeTrue(isInstalled("node"), "skipped: there is no Node.js; run host-setup/test-tools");
        assumeTrue(
                Files.isDirectory(FOLDER.resolve("node_modules/playwright-core")),
                "skipped: the npm packages of api/src/test/portal are not installed; run host-setup/test-tools");
        Files.createDirectories(SCREENSHOTS);
        Path report = SCREENSHOTS.resolveSibling("portal-browser-test.txt");
        try (Server server = Server.start("litevps.hypervisor=simulated")) {
            ProcessBuilder builder = new ProcessBuilder("node", "--test-reporter=spec", "portal.test.js")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile());
            builder.environment().put("LITEVPS_URL", server.url());
            builder.environment().put("LITEVPS_SCREENSHOTS", SCREENSHOTS.toString());
            builder.environment().put("LITEVPS_CHROMIUM", CHROMIUM.toString());
            Process process = builder.start();
            try {
                boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
                String output = Files.readString(report);
                assertThat(ended).as("the browser test has ended:%n%s", output).isTrue();
                assertThat(process.exitValue()).as(output).isZero();
                assertThat(output).containsPattern("tests [1-9]").contains("fail 0");
            } finally {
                end(process);
            }
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The browser is a child of the script. */
    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }
}
