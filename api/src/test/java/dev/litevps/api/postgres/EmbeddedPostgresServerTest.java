package dev.litevps.api.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EmbeddedPostgresServerTest {

    private static Path sharedFolder;

    @AutoClose
    private static EmbeddedPostgresServer shared;

    private final Path temporary;

    EmbeddedPostgresServerTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @BeforeAll
    static void startSharedServer(@TempDir Path folder) {
        sharedFolder = folder.resolve("postgresql");
        shared = EmbeddedPostgresServer.start(sharedFolder);
    }

    @Test
    void keepsDataBetweenStarts() throws SQLException {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            execute(server, "CREATE TABLE note (text text)");
            execute(server, "INSERT INTO note VALUES ('kept')");
        }

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThat(query(server, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void keepsCommittedDataWhenItsServerIsKilled() throws SQLException {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            execute(server, "CREATE TABLE note (text text)");
            execute(server, "INSERT INTO note VALUES ('committed')");
            kill(server);
        }

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThat(query(server, "SELECT text FROM note")).isEqualTo("committed");
        }
    }

    @Test
    void startsAKilledServerAgainOnTheSamePort() throws SQLException {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            execute(server, "CREATE TABLE note (text text)");
            execute(server, "INSERT INTO note VALUES ('committed')");
            int port = server.port();
            long killed = server.pid();
            kill(server);

            assertThat(Postmaster.awaitUntil(() -> server.pid() != killed, Duration.ofSeconds(60)))
                    .isTrue();
            assertThat(server.port()).isEqualTo(port);
            assertThat(query(server, "SELECT text FROM note")).isEqualTo("committed");
        }
    }

    @Test
    void replacesTheServerThatAKilledProcessLeftBehind() throws Exception {
        Process owner = startInAnotherProcess(folder());
        long leftBehind = Long.parseLong(
                Files.readAllLines(folder().resolve("cluster/postmaster.pid")).getFirst());
        owner.destroyForcibly().waitFor();
        assertThat(programOf(leftBehind)).isPresent();

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThat(programOf(leftBehind)).isEmpty();
            assertThat(query(server, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void refusesTheFolderOfAnotherLiveProcess() throws Exception {
        Process owner = startInAnotherProcess(folder());
        try {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder()))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessage("The data folder %s is in use by another running LiteVPS (process %d)."
                            .formatted(folder(), owner.pid()));
        } finally {
            owner.destroy();
            owner.waitFor();
        }
        assertThat(folder().resolve("cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void refusesASecondLiveServerOnItsFolderAndStaysUnharmed() throws SQLException {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder()))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessage("The data folder %s is in use by another running LiteVPS (process %d)."
                            .formatted(folder(), ProcessHandle.current().pid()));

            assertThat(query(server, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "shared_buffers, 256MB",
        "max_connections, 120",
        "server_encoding, UTF8",
        "log_timezone, UTC",
    })
    void runsWithTheSettingsItPromises(String setting, String value) throws SQLException {
        assertThat(query(shared, "SHOW " + setting)).isEqualTo(value);
    }

    @Test
    void keepsDurabilityEvenIfTheConfigurationFileSwitchesItOff() throws SQLException {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            execute(server, "ALTER SYSTEM SET fsync = off");
            execute(server, "ALTER SYSTEM SET synchronous_commit = off");
        }

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        String url = shared.jdbcUrl();

        assertThatThrownBy(() -> DriverManager.getConnection(url, "litevps", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsThePasswordReadableForItsOwnerOnly() throws IOException {
        Path folder = sharedFolder;

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void sortsTextByCodePointWhateverTheSystemsLocale() throws SQLException {
        assertThat(query(shared, "SELECT string_agg(c, '' ORDER BY c) FROM unnest(array['b','B','a']) c"))
                .isEqualTo("Bab");
    }

    @Test
    void leavesNoProcessWhenClosedTwice() {
        EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder());
        long pid = server.pid();

        server.close();

        assertThat(programOf(pid)).isEmpty();
        assertThatCode(server::close).doesNotThrowAnyException();
    }

    @Test
    void worksInAFolderWithSpacesAndQuotesInItsName() throws SQLException {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(temporary.resolve("it's my data"))) {
            assertThat(query(server, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void finishesACreationThatWasCutShort() throws IOException, SQLException {
        Files.createDirectories(folder().resolve("cluster.new.12345").resolve("base"));
        Files.writeString(folder().resolve("password"), "of the creation that was cut short");

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThat(query(server, "SELECT 'alive'")).isEqualTo("alive");
            assertThat(folder().resolve("cluster.new.12345")).doesNotExist();
        }
    }

    @Test
    void startsAlthoughAnUnrelatedProcessHasTheProcessIdOfItsLastServer() throws IOException, SQLException {
        EmbeddedPostgresServer.start(folder()).close();
        long unrelated = ProcessHandle.current().pid();
        Files.writeString(folder().resolve("cluster/postmaster.pid"), unrelated + "\n/elsewhere\n1\n1\n\n\n\n");

        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder())) {
            assertThat(query(server, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void saysWhichFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> EmbeddedPostgresServer.start(file.resolve("data")))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageStartingWith("The data folder " + file.resolve("data") + " cannot be written: ");
    }

    @Test
    void saysThatThePasswordFileIsMissing() throws IOException {
        EmbeddedPostgresServer.start(folder()).close();
        Files.delete(folder().resolve("password"));

        assertThatThrownBy(() -> EmbeddedPostgresServer.start(folder()))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("cannot be opened without its password file");
    }

    private Path folder() {
        return temporary.resolve("postgresql");
    }

    private static Process startInAnotherProcess(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerOwner.class.getName(),
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path ready = folder.resolve("ready");
        boolean decided = Postmaster.awaitUntil(() -> Files.exists(ready) || !process.isAlive(), Duration.ofMinutes(1));
        assertThat(decided && process.isAlive()).as("the other process serves").isTrue();
        return process;
    }

    /** The program of a live process; one that ended and waits for its parent to notice has none. */
    private static Optional<String> programOf(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command());
    }

    private static void kill(EmbeddedPostgresServer server) {
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    }

    private static void execute(EmbeddedPostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
