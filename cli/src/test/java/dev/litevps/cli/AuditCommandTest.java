package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.seal.SealSigner;
import dev.litevps.events.seal.SignedNote;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an auditor is told, of a server's store and of exported files. */
@Timeout(120)
class AuditCommandTest {

    private final AuditServer server = new AuditServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        server.close();
    }

    private int audit(String... arguments) {
        CommandLine commandLine =
                LiteVpsCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Stream.concat(Stream.of("audit"), Stream.of(arguments)).toArray(String[]::new));
    }

    private int verifyServer(String... more) {
        return audit(Stream.concat(Stream.of("verify", "--url=" + server.url()), Stream.of(more))
                .toArray(String[]::new));
    }

    private int verifyFiles(String... more) {
        return audit(Stream.concat(
                        Stream.of(
                                "verify",
                                "--file=" + folder.resolve("events.ndjson"),
                                "--checkpoint=" + folder.resolve("checkpoints.txt"),
                                "--key=" + folder.resolve("public.pem")),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private String leavesOption() {
        return "--leaves=" + folder.resolve("leaves.ndjson");
    }

    private void export() {
        assertThat(audit("export", "--url=" + server.url(), "--to=" + folder)).isEqualTo(ExitStatus.DONE);
    }

    private void alter(int index) {
        server.events().set(index, AuditServer.event(index + 1L, "something else"));
    }

    @Test
    void aStoreThatNobodyTouchedIsIntact() {
        server.events().add(AuditServer.event(31, "new"));

        assertThat(verifyServer()).isEqualTo(ExitStatus.DONE);

        assertThat(out.toString())
                .contains("INTACT")
                .contains("31 events read, 1 of them not sealed yet; 3 checkpoints agree")
                .contains("Proven through position 30: the 30 events of store");
        assertThat(err.toString())
                .contains("The keys are those that the server names")
                .doesNotContain("\r");
    }

    @Test
    void aTokenIsAsGoodAsAPassword() {
        assertThat(verifyServer("--password=forgotten")).isNotEqualTo(ExitStatus.DONE);
        assertThat(verifyServer("--password=forgotten", "--token=t")).isEqualTo(ExitStatus.DONE);
        assertThat(audit("export", "--url=" + server.url(), "--password=forgotten", "--token=t", "--to=" + folder))
                .isEqualTo(ExitStatus.DONE);
        assertThat(audit(
                        "proof",
                        "verify",
                        "--url=" + server.url(),
                        "--password=forgotten",
                        "--token=t",
                        AuditServer.id(12)))
                .isEqualTo(ExitStatus.DONE);
    }

    @Test
    void anAlteredEventIsNamed() {
        alter(11);

        assertThat(verifyServer()).isEqualTo(ExitStatus.TAMPERED);

        assertThat(out.toString())
                .contains("TAMPERED WITH: position 12, event " + AuditServer.id(12)
                        + ", aggregate aggregate-0: altered: its stored bytes");
    }

    @Test
    void aProgramIsToldInJson() {
        server.events().remove(11);

        assertThat(verifyServer("-o", "json")).isEqualTo(ExitStatus.TAMPERED);

        JsonNode verdict = new JsonMapper().readTree(out.toString());
        assertThat(verdict.path("intact").asBoolean(true)).isFalse();
        assertThat(verdict.path("proven").path("size").asInt()).isEqualTo(30);
        JsonNode first = verdict.path("findings").path(0);
        assertThat(first.path("kind").asString()).isEqualTo("missing");
        assertThat(first.path("position").asInt()).isEqualTo(12);
        assertThat(first.path("event_id").asString()).isEqualTo(AuditServer.id(12));
        assertThat(first.path("aggregate_id").asString()).isEqualTo("aggregate-0");
    }

    @Test
    void exportedFilesAreVerifiedWithoutTheServer() throws IOException {
        export();
        server.close();

        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.DONE);
        assertThat(verifyFiles()).isEqualTo(ExitStatus.DONE);

        Path events = folder.resolve("events.ndjson");
        String line = Files.readAllLines(events).get(11);
        Files.writeString(events, Files.readString(events).replace(line, line.replace("2030-01", "2030-02")));
        out.getBuffer().setLength(0);
        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString()).contains("position 12, event " + AuditServer.id(12));
        out.getBuffer().setLength(0);
        assertThat(verifyFiles()).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString()).contains("from position 11 to 20");
    }

    @Test
    void linesThatChangedPlacesInAFileAreNamed() throws IOException {
        export();
        Path events = folder.resolve("events.ndjson");
        var lines = Files.readAllLines(events);
        lines.add(11, lines.remove(12));
        Files.write(events, lines);

        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.TAMPERED);

        assertThat(out.toString()).contains("reordered: it comes behind position 13");
    }

    @Test
    void theWitnessFindsWhatWasRemovedWithItsSeals() throws IOException {
        Path witness = folder.resolve("witness.txt");
        Files.writeString(
                witness,
                server.checkpoints().stream().map(note -> note.encoded() + "\n").collect(Collectors.joining()));
        export();
        Path events = folder.resolve("events.ndjson");
        Files.write(events, Files.readAllLines(events).subList(0, 20));
        Files.writeString(
                folder.resolve("checkpoints.txt"), server.checkpoints().get(1).encoded());

        assertThat(verifyFiles()).isEqualTo(ExitStatus.DONE);
        assertThat(verifyFiles("--witness=" + witness)).isEqualTo(ExitStatus.TAMPERED);

        assertThat(out.toString()).contains("10 of the events are not there from position 21 to 30");
    }

    @Test
    void aServerThatSignsWithAnotherKeyIsFound() throws IOException {
        SealSigner kept =
                SealSigner.ofSeed("store", "a key that was kept from earlier".getBytes(StandardCharsets.UTF_8));
        Path key = Files.writeString(folder.resolve("kept.pem"), kept.key().pem());

        assertThat(verifyServer("--key=" + key)).isEqualTo(ExitStatus.TAMPERED);

        assertThat(out.toString()).contains("seal broken").contains("not signed by a known key");
    }

    @Test
    void theProofOfAnEventIsFetchedAndVerifiedLater() throws IOException {
        export();
        out.getBuffer().setLength(0);
        assertThat(audit("proof", "fetch", "--url=" + server.url(), AuditServer.id(7)))
                .isEqualTo(ExitStatus.DONE);
        Path proof = Files.writeString(folder.resolve("proof.json"), out.toString());
        String key = "--key=" + folder.resolve("public.pem");

        assertThat(audit("proof", "verify", "--file=" + proof, key)).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString())
                .contains("PROVEN: event " + AuditServer.id(7))
                .contains("content 6");

        Files.writeString(proof, Files.readString(proof).replace("2030-01", "2030-02"));
        assertThat(audit("proof", "verify", "--file=" + proof, key)).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("is not proven: the event is not what was sealed");
    }

    @Test
    void theProofOfAnEventOfAServerIsVerified() {
        assertThat(audit("proof", "verify", "--url=" + server.url(), AuditServer.id(7)))
                .isEqualTo(ExitStatus.DONE);

        alter(6);
        assertThat(audit("proof", "verify", "--url=" + server.url(), AuditServer.id(7)))
                .isEqualTo(ExitStatus.TAMPERED);
    }

    @Test
    void theProofOfAnotherEventProvesNothing() throws IOException {
        export();
        server.answerWithTheProofOf(AuditServer.id(8));

        assertThat(audit("proof", "verify", "--url=" + server.url(), AuditServer.id(7)))
                .isEqualTo(ExitStatus.TAMPERED);
        assertThat(audit("proof", "fetch", "--url=" + server.url(), AuditServer.id(7)))
                .isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString()).doesNotContain("PROVEN", "leaf_index");
        assertThat(err.toString())
                .contains("Event " + AuditServer.id(7) + " is not proven: the proof is one of event "
                        + AuditServer.id(8));

        out.getBuffer().setLength(0);
        assertThat(audit("proof", "fetch", "--url=" + server.url(), AuditServer.id(8)))
                .isEqualTo(ExitStatus.DONE);
        String file = "--file=" + Files.writeString(folder.resolve("proof.json"), out.toString());
        String key = "--key=" + folder.resolve("public.pem");
        assertThat(audit("proof", "verify", AuditServer.id(7), file, key)).isEqualTo(ExitStatus.TAMPERED);
        assertThat(audit("proof", "verify", AuditServer.id(8), file, key)).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void anIdIsNoPath() {
        server.answerWithTheProofOf(AuditServer.id(8));

        assertThat(audit("proof", "verify", "--url=" + server.url(), "../8?x=")).isEqualTo(ExitStatus.TAMPERED);

        assertThat(server.paths()).contains("/api/audit/events/..%2F8%3Fx%3D/proof");
    }

    private JsonNode printed() {
        JsonNode printed = new JsonMapper().readTree(out.toString());
        out.getBuffer().setLength(0);
        return printed;
    }

    @Test
    void anExportTellsAProgramWhatItWrote() {
        assertThat(audit("export", "--url=" + server.url(), "--to=" + folder, "-o", "json"))
                .isEqualTo(ExitStatus.DONE);

        JsonNode written = printed();
        assertThat(written.path("events").asInt()).isEqualTo(30);
        assertThat(written.path("leaves").asInt()).isEqualTo(30);
        assertThat(written.path("checkpoints").asInt()).isEqualTo(3);
        assertThat(Path.of(written.path("events_file").asString())).exists();
        assertThat(Path.of(written.path("leaves_file").asString())).exists();
        assertThat(Path.of(written.path("checkpoints_file").asString())).exists();
        assertThat(Path.of(written.path("keys_file").asString())).exists();
    }

    @Test
    void aProofTellsAProgramWhatItCameTo() {
        String url = "--url=" + server.url();
        assertThat(audit("proof", "fetch", url, AuditServer.id(7), "-o", "json"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(printed().path("event").path("event_id").asString()).isEqualTo(AuditServer.id(7));
        assertThat(audit("proof", "fetch", url, AuditServer.id(7), "-o", "table"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(out.toString()).containsPattern("leaf_index +6");
        out.getBuffer().setLength(0);

        assertThat(audit("proof", "verify", url, AuditServer.id(7), "-o", "json"))
                .isEqualTo(ExitStatus.DONE);
        JsonNode proven = printed();
        assertThat(proven.path("proven").asBoolean()).isTrue();
        assertThat(proven.path("event_id").asString()).isEqualTo(AuditServer.id(7));
        assertThat(proven.path("position").asInt()).isEqualTo(7);
        assertThat(proven.path("payload").asString()).isEqualTo("content 6");
        assertThat(proven.path("checkpoint").path("size").asInt()).isEqualTo(30);

        alter(6);
        assertThat(audit("proof", "verify", url, AuditServer.id(7), "-o", "json"))
                .isEqualTo(ExitStatus.TAMPERED);
        JsonNode refused = printed();
        assertThat(refused.path("proven").asBoolean(true)).isFalse();
        assertThat(refused.path("reason").asString()).contains("the event is not what was sealed");
    }

    private void damage(String file, int index, String with) throws IOException {
        Path path = folder.resolve(file);
        List<String> lines = Files.readAllLines(path);
        lines.set(index, with + lines.get(index).substring(1));
        Files.write(path, lines);
    }

    @Test
    void aLineThatIsNoEventAnyMoreIsAnAlteredEvent() throws IOException {
        export();
        damage("events.ndjson", 11, "#");

        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString())
                .contains(
                        "TAMPERED WITH: position 12, event " + AuditServer.id(12)
                                + ", aggregate aggregate-0: altered: line 12 cannot be read as an event; it comes behind position 11")
                .contains("29 events read")
                .doesNotContain("also");

        out.getBuffer().setLength(0);
        assertThat(verifyFiles()).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString()).contains("position 12: altered: line 12 cannot be read as an event");

        out.getBuffer().setLength(0);
        assertThat(verifyFiles(leavesOption(), "-o", "json")).isEqualTo(ExitStatus.TAMPERED);
        JsonNode first =
                new JsonMapper().readTree(out.toString()).path("findings").path(0);
        assertThat(first.path("kind").asString()).isEqualTo("altered");
        assertThat(first.path("event_id").asString()).isEqualTo(AuditServer.id(12));
    }

    @Test
    void anEventWhosePayloadCannotBeDecodedIsAnAlteredEvent() throws IOException {
        export();
        Path events = folder.resolve("events.ndjson");
        List<String> lines = Files.readAllLines(events);
        lines.set(29, lines.get(29).replace("\"payload\":\"", "\"payload\":\"!"));
        Files.write(events, lines);

        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString())
                .contains("position 30, event " + AuditServer.id(30))
                .contains("altered: line 30 cannot be read as an event; it comes behind position 29");
    }

    @Test
    void aLineThatIsNoSealedHashAnyMoreIsABrokenSeal() throws IOException {
        export();
        damage("leaves.ndjson", 4, "#");

        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString())
                .contains(
                        "position 5: seal broken: line 5 cannot be read as a sealed hash; it comes behind position 4");
    }

    @Test
    void aDamagedCheckpointIsABrokenSeal() throws IOException {
        export();
        Path checkpoints = folder.resolve("checkpoints.txt");
        String text = Files.readString(checkpoints);
        int signature = text.lastIndexOf(' ') + 1;
        Files.writeString(checkpoints, text.substring(0, signature) + "!" + text.substring(signature + 1));

        assertThat(verifyFiles(leavesOption())).isEqualTo(ExitStatus.TAMPERED);
        assertThat(err.toString()).contains("There is something else than checkpoints in " + checkpoints);
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        export();
        assertThat(audit("verify", "--file=events.ndjson")).isEqualTo(ExitStatus.USAGE);
        assertThat(audit("proof", "verify")).isEqualTo(ExitStatus.USAGE);
        Files.writeString(folder.resolve("events.ndjson"), "{}\n");
        assertThat(verifyFiles()).isEqualTo(ExitStatus.TAMPERED);
        assertThat(out.toString()).contains("line 1 cannot be read as an event; it comes behind position 0");
        Files.writeString(
                folder.resolve("checkpoints.txt"),
                SignedNote.sign("x\n", AuditServer.SIGNER).text());
        assertThat(verifyFiles()).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("There is no checkpoint in");
    }
}
