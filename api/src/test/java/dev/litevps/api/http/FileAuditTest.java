package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.Provenance;
import dev.litevps.events.transfer.FileDirection;
import dev.litevps.events.transfer.FileTransferEvent.FileTransferEnded;
import dev.litevps.events.transfer.FileTransferEvent.FileTransferRequested;
import dev.litevps.events.transfer.FileTransferOutcome;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.Hypervisor;
import dev.litevps.host.MachineId;
import dev.litevps.host.simulated.SimulatedHypervisor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever brings a file into a guest, or takes one out, is seen: who, which file, how much of it, and what came of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class FileAuditTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** More than all buffers between a guest and its reader hold. */
    private static final int HUGE = 24_000_000;

    private static final int LARGE = 2_500_000;

    private final Server server =
            Server.start("litevps.hypervisor=simulated", "litevps.files.max-upload=" + LARGE + "B");
    private Customer owner = Customer.with(server, "10.00");
    private String vps = "";

    @BeforeEach
    void aVpsRuns() {
        owner = Customer.with(server, "10.00");
        vps = owner.create("web");
        owner.client().awaitState(vps, "running", PATIENCE);
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void anUploadIsWrittenDownWithItsPathItsSizeAndItsChecksum() {
        Answer stored = put("/root/s3cret-name", "s3cret content");

        assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        List<DomainEventMessage<?>> audit = audit(2);
        FileTransferRequested requested = requested(audit);
        assertThat(requested.direction()).isEqualTo(FileDirection.INTO_GUEST);
        assertThat(requested.accountId()).isEqualTo(owner.id());
        PersonalData personalData = server.bean(PersonalData.class);
        assertThat(personalData.decrypt(owner.id(), requested.path())).contains("/root/s3cret-name");
        FileTransferEnded ended = ended(audit);
        assertThat(ended.outcome()).isEqualTo(FileTransferOutcome.DONE);
        assertThat(ended.sizeBytes()).isEqualTo("s3cret content".length());
        assertThat(ended.reason()).isNull();
        assertThat(Optional.ofNullable(ended.sha256()).flatMap(sum -> personalData.decrypt(owner.id(), sum)))
                .contains(stored.text("sha256"));
        assertThat(audit).allSatisfy(event -> {
            assertThat(event.getMetaData())
                    .containsEntry(Provenance.ACCOUNT_ID, owner.id().toString())
                    .containsEntry(Provenance.REQUEST_ID, stored.header("X-Request-Id"))
                    .containsKeys(Provenance.TOKEN_ID, Provenance.ROLE);
            assertThat(event.getPayload().toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void aDownloadIsWrittenDownWithItsSizeInTwoEventsHoweverLargeItIs() {
        owner.client().putBytes(path("/root/large"), new byte[LARGE]);
        audit(2);

        assertThat(owner.client().download(path("/root/large")).content()).hasSize(LARGE);

        List<DomainEventMessage<?>> audit = audit(4).subList(2, 4);
        assertThat(requested(audit).direction()).isEqualTo(FileDirection.OUT_OF_GUEST);
        assertThat(ended(audit).outcome()).isEqualTo(FileTransferOutcome.DONE);
        assertThat(ended(audit).sizeBytes()).isEqualTo(LARGE);
        assertThat(ended(audit).sha256()).isNull();
    }

    @Test
    void whoAsksForTheHeadersGetsThemAndTakesNothingOfTheFile() {
        exec("head -c " + HUGE + " /dev/zero > /root/huge && chmod 640 /root/huge");

        Answer head = owner.client().send("HEAD", path("/root/huge"), null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("" + HUGE);
        assertThat(head.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(head.header("Content-Disposition")).contains("huge");
        assertThat(head.header("X-File-Mode")).isEqualTo("0640");
        assertThat(head.text()).isEmpty();
        List<DomainEventMessage<?>> audit = audit(2);
        assertThat(requested(audit).direction()).isEqualTo(FileDirection.OUT_OF_GUEST);
        assertThat(ended(audit).outcome()).isEqualTo(FileTransferOutcome.DONE);
        assertThat(ended(audit).sizeBytes()).isZero();
        assertThat(ended(audit).reason()).isEqualTo("only its headers were asked for");
    }

    @Test
    void whoAsksForTheHeadersOfNothingIsRefusedAsForTheFile() {
        assertThat(owner.client().send("HEAD", path("/root/none"), null).status())
                .isEqualTo(404);

        assertThat(ended(audit(2)).outcome()).isEqualTo(FileTransferOutcome.REFUSED);
    }

    @Test
    void whatTheGuestRefusesIsWrittenDownAsThat() {
        assertThat(owner.client().get(path("/root/none")).status()).isEqualTo(404);
        assertThat(put("/nowhere/file", "x").status()).isEqualTo(404);

        List<DomainEventMessage<?>> audit = audit(4);
        assertThat(ended(audit.subList(0, 2)).outcome()).isEqualTo(FileTransferOutcome.REFUSED);
        assertThat(ended(audit.subList(0, 2)).reason()).isEqualTo("the guest refused it: no such file");
        assertThat(ended(audit.subList(2, 4)).outcome()).isEqualTo(FileTransferOutcome.REFUSED);
        assertThat(ended(audit.subList(2, 4)).reason()).isEqualTo("the guest refused it: no such folder");
    }

    @Test
    void anUploadThatTurnsOutTooLargeIsWrittenDownAsRefused() {
        assertThat(owner.client()
                        .putUnsized(path("/root/huge"), new byte[LARGE + 1])
                        .status())
                .isEqualTo(413);

        assertThat(ended(audit(2)).outcome()).isEqualTo(FileTransferOutcome.REFUSED);
        assertThat(ended(audit(2)).reason()).contains("larger than");
    }

    @Test
    void anUploadWhoseClientGoesAwayIsWrittenDownAsBrokenWithWhatHadCome() throws IOException {
        owner.client().post("/api/vps/" + vps + "/exec", Map.of("command", "mkdir /root/broken"));
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("PUT", path("/root/broken/file"), "Content-Length: 2000000\r\n"));
            out.write(new byte[1_000_000]);
            out.flush();
            Awaitility.await().atMost(PATIENCE).until(() -> owner.client()
                    .post("/api/vps/" + vps + "/exec", Map.of("command", "ls -A /root/broken"))
                    .text("stdout")
                    .contains(".litevps-upload"));
        }

        List<DomainEventMessage<?>> audit = audit(2);
        assertThat(ended(audit).outcome()).isEqualTo(FileTransferOutcome.BROKEN);
        assertThat(ended(audit).sizeBytes()).isBetween(1L, 1_000_000L);
        assertThat(ended(audit).reason()).isNotBlank();
    }

    @Test
    void aDownloadWhoseClientGoesAwayIsWrittenDownAsBroken() throws IOException {
        owner.client().putBytes(path("/root/large"), new byte[LARGE]);
        audit(2);
        try (Socket socket = connect()) {
            socket.setSoLinger(true, 0);
            socket.setReceiveBufferSize(4_096);
            socket.getOutputStream().write(head("GET", path("/root/large"), ""));
            assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
        }

        List<DomainEventMessage<?>> audit = audit(4).subList(2, 4);
        // The system's own buffers may have taken all of it before the client went away.
        assertThat(ended(audit).outcome()).isIn(FileTransferOutcome.BROKEN, FileTransferOutcome.DONE);
        assertThat(ended(audit).sizeBytes()).isBetween(1L, (long) LARGE);
    }

    @Test
    void aDownloadWhoseFileBecomesShorterBreaksOffAndIsWrittenDownAsBroken() throws IOException {
        exec("head -c " + HUGE + " /dev/zero > /root/huge");
        try (Socket socket = slowReader()) {
            socket.getOutputStream().write(head("GET", path("/root/huge"), ""));
            byte[] head = socket.getInputStream().readNBytes(1_000);
            assertThat(new String(head, StandardCharsets.US_ASCII)).contains("Content-Length: " + HUGE, "200 OK");

            exec(": > /root/huge");

            assertThat(bytesToTheEnd(socket)).isLessThan(HUGE - 1_000L);
        }

        List<DomainEventMessage<?>> audit = audit(2);
        assertThat(ended(audit).outcome()).isEqualTo(FileTransferOutcome.BROKEN);
        assertThat(ended(audit).sizeBytes()).isBetween(1L, HUGE - 1L);
    }

    @Test
    void aDownloadWhoseFileGrowsIsAsLongAsWasSaid() throws IOException {
        exec("head -c " + HUGE + " /dev/zero > /root/huge");
        try (Socket socket = slowReader()) {
            socket.getOutputStream().write(head("GET", path("/root/huge"), "Connection: close\r\n"));
            byte[] head = socket.getInputStream().readNBytes(2_000);
            exec("head -c 100000 /dev/zero >> /root/huge");

            int headers = new String(head, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            assertThat(head.length - headers + bytesToTheEnd(socket)).isEqualTo(HUGE);
        }

        List<DomainEventMessage<?>> audit = audit(2);
        assertThat(ended(audit).outcome()).isEqualTo(FileTransferOutcome.DONE);
        assertThat(ended(audit).sizeBytes()).isEqualTo(HUGE);
    }

    @Test
    void aGuestThatIsLostInADownloadBreaksItOffAndIsNoFaultOfTheServer(CapturedOutput log) throws IOException {
        exec("head -c " + HUGE + " /dev/zero > /root/huge");
        try (Socket socket = slowReader()) {
            socket.getOutputStream().write(head("GET", path("/root/huge"), ""));
            assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);

            ((SimulatedHypervisor) server.bean(Hypervisor.class))
                    .remove(new MachineId(VpsId.of(vps).value()));

            assertThat(bytesToTheEnd(socket)).isLessThan(HUGE - 1_000L);
        }

        assertThat(ended(audit(2)).outcome()).isEqualTo(FileTransferOutcome.BROKEN);
        assertThat(log.getAll())
                .contains("a download broke off")
                .doesNotContain("HostException\n\tat ", "finishing response");
        assertThat(log.getAll().lines()).noneMatch(line -> line.contains("ERROR") && line.contains("Request"));
    }

    private void exec(String command) {
        Answer answer = owner.client().post("/api/vps/" + vps + "/exec", Map.of("command", command));
        assertThat(answer.json().path("exit_code").asInt(-1)).as(answer.text()).isZero();
    }

    private Socket slowReader() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort()));
        return socket;
    }

    private static long bytesToTheEnd(Socket socket) {
        long bytes = 0;
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                bytes += read;
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection is still open after " + bytes + " bytes", stillOpen);
        } catch (IOException broken) {
            return bytes;
        }
        return bytes;
    }

    @Test
    void whatIsRefusedBeforeItReachesTheGuestIsNoTransfer() {
        Client stranger = Customer.with(server, "10.00").client();
        assertThat(stranger.get(path("/etc/hostname")).status()).isEqualTo(404);
        assertThat(stranger.putBytes(path("/root/x"), new byte[1]).status()).isEqualTo(404);
        assertThat(owner.client().get(path("relative")).status()).isEqualTo(400);
        owner.client().post("/api/vps/" + vps + "/stop");
        owner.client().awaitState(vps, "stopped", PATIENCE);
        assertThat(put("/root/x", "x").status()).isEqualTo(409);

        assertThat(audit()).isEmpty();
    }

    private Answer put(String path, String content) {
        return owner.client().putBytes(path(path), content.getBytes(StandardCharsets.UTF_8));
    }

    private String path(String path) {
        return "/api/vps/" + vps + "/files?path=" + path;
    }

    private Socket connect() throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    }

    private byte[] head(String method, String target, String more) {
        return (method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + owner.client().token() + "\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static FileTransferRequested requested(List<DomainEventMessage<?>> audit) {
        return (FileTransferRequested) audit.getFirst().getPayload();
    }

    private static FileTransferEnded ended(List<DomainEventMessage<?>> audit) {
        return (FileTransferEnded) audit.getLast().getPayload();
    }

    /** The end of a download is written down when its client has everything already. */
    private List<DomainEventMessage<?>> audit(int events) {
        return Awaitility.await(events + " events")
                .atMost(PATIENCE)
                .until(this::audit, found -> found.size() == events);
    }

    /** All that is kept of the files of this VPS, transfer by transfer. */
    private List<DomainEventMessage<?>> audit() {
        EventStore store = server.bean(EventStore.class);
        return server.bean(JdbcClient.class).sql("""
                        select aggregate_identifier from domain_event_entry
                        where type = 'FileTransfer' and sequence_number = 0 order by global_index""").query(String.class).list().stream()
                .map(id -> store.readEvents(id).asStream().toList())
                .filter(events -> events.getFirst().getPayload() instanceof FileTransferRequested requested
                        && requested.vpsId().equals(VpsId.of(vps)))
                .<DomainEventMessage<?>>flatMap(List::stream)
                .toList();
    }
}
