package dev.litevps.api.postgres;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs as children of this process.
 *
 * <p>PostgreSQL refuses to run as root. For root each program runs in a user namespace of its own, in which the same user
 * has another number and no privilege beyond owning its files ({@code unshare} of util-linux).
 */
final class PostgresPrograms {

    private static final Duration TOOL_LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final Path workingFolder;
    private final ProgramLog log;

    /**
     * Programs from an unpacked folder.
     *
     * @param home the folder that holds {@code bin}
     * @param workingFolder where the programs start
     * @param log takes all that they say
     */
    PostgresPrograms(Path home, Path workingFolder, ProgramLog log) {
        this.home = home;
        this.workingFolder = workingFolder;
        this.log = log;
    }

    /**
     * Starts the server in a session of its own: a Ctrl-C at the terminal must reach the application alone, which still
     * needs its database while it stops.
     */
    Process startServer(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
            command.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV"));
        } else {
            command.add("setsid");
        }
        command.addAll(command("postgres", arguments));
        return builder(command).redirectInput(new File("/dev/null")).start();
    }

    /**
     * Runs a short-lived program to its end.
     *
     * @param input what it reads; short
     * @throws EmbeddedPostgresException if it fails, with the last line of what it said
     */
    void run(String program, List<String> arguments, String input) {
        try {
            long mark = log.mark();
            Process process = builder(command(program, arguments)).start();
            try (Writer standardInput = process.outputWriter()) {
                standardInput.write(input);
            }
            if (!endsInTime(process)) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL's " + program + " did not end within " + TOOL_LIMIT.toMinutes() + " minutes.");
            }
            if (process.exitValue() != 0) {
                throw refused("PostgreSQL's " + program + " failed", log.since(mark));
            }
        } catch (IOException failure) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL's " + program + " could not be run: " + Failures.reason(failure) + ".", failure);
        }
    }

    private static boolean endsInTime(Process process) {
        try {
            return process.waitFor(TOOL_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while one of PostgreSQL's programs ran.", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.directory(workingFolder.toFile());
        // The user's own PGDATA, PGPORT or PGOPTIONS are meant for another server.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (CurrentUser.isRoot()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    /** The sentence for a program that ended in failure, made of the last line that it said. */
    static EmbeddedPostgresException refused(String what, String output) {
        String last = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce("it said nothing", (earlier, later) -> later);
        if (last.startsWith("unshare:")) {
            return new EmbeddedPostgresException("PostgreSQL does not run as root, and this machine allows no user"
                    + " namespace to run it in: start LiteVPS as an ordinary user, or set spring.datasource.url to a"
                    + " PostgreSQL of your own.");
        }
        return new EmbeddedPostgresException(what + ": " + last + ".");
    }
}
