package dev.litevps.host.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.host.ExecRequest;
import dev.litevps.host.GuestAccess;
import dev.litevps.host.GuestFileException;
import dev.litevps.host.GuestFileException.Reason;
import dev.litevps.host.GuestFiles.Download;
import dev.litevps.host.GuestFiles.Upload;
import dev.litevps.host.HostException;
import dev.litevps.host.MachineId;
import dev.litevps.host.MachineSpec;
import dev.litevps.host.guest.GuestKeys;
import dev.litevps.host.guest.SshGuest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in and out of one guest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestFilesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final GuestKeys keys = new GuestKeys(new byte[GuestKeys.SECRET_BYTES]);
    private final SshGuest guest = new SshGuest(keys);
    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor(SimulatedSettings.inMemory());
    private final MachineId id = new MachineId(UUID.randomUUID());
    private final Endpoints endpoints = new Endpoints();
    private final MachineSpec spec = spec(id);
    private final GuestAccess access =
            new GuestAccess(id, spec.ssh(), spec.hostKey().publicKey());

    @BeforeAll
    void boot() {
        hypervisor.create(spec);
        guest.awaitReachable(access, TIMEOUT, () -> false);
    }

    @AfterAll
    void leaveNothing() {
        guest.close();
        hypervisor.close();
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);

        assertThat(write("/root/large", content, null)).isFalse();

        try (Download file = guest.open(access, "/root/large")) {
            assertThat(file.sizeBytes()).hasValue(content.length);
            assertThat(file.mode()).isEqualTo(0644);
            assertThat(file.stream().readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        write("/root/empty", new byte[0], null);

        assertThat(read("/root/empty")).isEmpty();
    }

    @Test
    void aNewFileGetsTheModeThatWasAskedFor() throws IOException {
        write("/root/script.sh", "echo hello".getBytes(UTF_8), 0750);

        assertThat(exec("stat -c %a /root/script.sh")).isEqualTo("750\n");
        assertThat(exec("sh /root/script.sh")).isEqualTo("hello\n");
    }

    @Test
    void aFileThatIsReplacedKeepsItsMode() throws IOException {
        write("/root/secret", "old".getBytes(UTF_8), 0600);

        assertThat(write("/root/secret", "new".getBytes(UTF_8), null)).isTrue();

        assertThat(exec("stat -c %a /root/secret")).isEqualTo("600\n");
        assertThat(read("/root/secret")).isEqualTo("new");
    }

    @Test
    void anUploadThatBreaksOffLeavesTheOldFileAndNothingElse() throws IOException {
        exec("mkdir /root/kept && echo old > /root/kept/file");

        try (Upload file = guest.create(access, "/root/kept/file", null)) {
            file.stream().write(new byte[100_000]);
        }

        assertThat(exec("cat /root/kept/file")).isEqualTo("old\n");
        assertThat(exec("ls -A /root/kept")).isEqualTo("file\n");
    }

    @Test
    void theOldFileIsReadUntilTheNewOneIsWhole() throws IOException {
        write("/root/atomic", "old".getBytes(UTF_8), null);

        try (Upload file = guest.create(access, "/root/atomic", null)) {
            file.stream().write("new".getBytes(UTF_8));
            assertThat(read("/root/atomic")).isEqualTo("old");
            file.complete();
        }

        assertThat(read("/root/atomic")).isEqualTo("new");
    }

    @Test
    void anUploadIsCleanedUpByAnInterruptedThreadToo() throws IOException {
        exec("mkdir /root/interrupted");

        try (Upload file = guest.create(access, "/root/interrupted/file", null)) {
            file.stream().write(new byte[100_000]);
            Thread.currentThread().interrupt();
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(exec("ls -A /root/interrupted")).isEmpty();
    }

    @Test
    void nobodyElseReadsADraft() throws IOException {
        exec("mkdir /root/drafts");

        try (Upload file = guest.create(access, "/root/drafts/file", 0644)) {
            file.stream().write(new byte[100_000]);
            assertThat(exec("stat -c %a /root/drafts/.litevps-upload-*")).isEqualTo("600\n");
            file.complete();
        }

        assertThat(exec("stat -c %a /root/drafts/file")).isEqualTo("644\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128 * 1024 - 1, 128 * 1024, 128 * 1024 + 1, 400_000})
    void aFileIsReadToTheSizeThatWasSaid(int size) throws IOException {
        write("/root/sized", new byte[size], null);

        try (Download file = guest.open(access, "/root/sized")) {
            assertThat(file.sizeBytes()).hasValue(size);
            exec("echo more >> /root/sized");
            assertThat(file.stream().readAllBytes()).hasSize(size);
        }
    }

    @Test
    void aFileThatBecomesShorterDoesNotSeemWhole() throws IOException {
        write("/root/shorter", new byte[12_000_000], null);

        try (Download file = guest.open(access, "/root/shorter")) {
            exec(": > /root/shorter");
            assertThat(file.sizeBytes()).hasValue(12_000_000);
            assertThatThrownBy(() -> file.stream().readAllBytes()).isInstanceOf(EOFException.class);
        }
        exec("rm /root/shorter");
    }

    @Test
    void aGuestThatIsLostMeanwhileIsUnreachable() throws IOException {
        MachineSpec lost = spec(new MachineId(UUID.randomUUID()));
        GuestAccess way = new GuestAccess(lost.id(), lost.ssh(), lost.hostKey().publicKey());
        hypervisor.create(lost);
        guest.awaitReachable(way, TIMEOUT, () -> false);
        try (Upload file = guest.create(way, "/root/large", null)) {
            file.stream().write(new byte[12_000_000]);
            file.complete();
        }

        try (Download file = guest.open(way, "/root/large")) {
            hypervisor.remove(lost.id());
            assertThatThrownBy(() -> file.stream().readAllBytes())
                    .isInstanceOfSatisfying(HostException.class, failure -> assertThat(failure.reason())
                            .isEqualTo(HostException.Reason.UNREACHABLE));
        }
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        assertRefused(Reason.NO_SPACE, () -> {
            try (Upload file = guest.create(access, "/root/too-large", null)) {
                byte[] piece = new byte[1_000_000];
                for (int pieces = 0; pieces < 1_000; pieces++) {
                    file.stream().write(piece);
                }
                file.complete();
            }
        });
        assertThat(exec("ls -A /root | grep -c -e too-large -e litevps-upload").strip())
                .isEqualTo("0");
    }

    @Test
    void linksToFilesAreFollowed() throws IOException {
        exec("echo one > /root/real && ln -s /root/real /root/link");

        assertThat(read("/root/link")).isEqualTo("one\n");
        write("/root/link", "two".getBytes(UTF_8), null);

        assertThat(exec("cat /root/real; readlink /root/link")).isEqualTo("two/root/real\n");
    }

    @Test
    void thereIsNoSuchFile() {
        assertRefused(Reason.NO_SUCH_FILE, () -> guest.open(access, "/root/nothing"));
    }

    @Test
    void thereIsNoSuchFolder() {
        assertRefused(Reason.NO_SUCH_FOLDER, () -> guest.create(access, "/root/nowhere/file", null));
    }

    @Test
    void aFolderIsNoFile() {
        assertRefused(Reason.NOT_A_REGULAR_FILE, () -> guest.open(access, "/root"));
        assertRefused(Reason.NOT_A_REGULAR_FILE, () -> guest.create(access, "/root", null));
    }

    @Test
    void refusalsTakeNoChannelForGood() throws IOException {
        for (int i = 0; i < 100; i++) {
            assertRefused(Reason.NO_SUCH_FILE, () -> guest.open(access, "/root/nothing"));
        }

        write("/root/after", "fine".getBytes(UTF_8), null);
        assertThat(read("/root/after")).isEqualTo("fine");
    }

    private MachineSpec spec(MachineId machine) {
        return new MachineSpec(
                machine, "vm", 1, 512, 10, endpoints.next(), List.of(keys.platformPublicKey()), keys.hostKey(machine));
    }

    /** Whether another file was replaced. */
    private boolean write(String path, byte[] content, @Nullable Integer mode) throws IOException {
        try (Upload file = guest.create(access, path, mode)) {
            file.stream().write(content);
            file.complete();
            return file.replaces();
        }
    }

    private String read(String path) throws IOException {
        try (Download file = guest.open(access, path)) {
            return new String(file.stream().readAllBytes(), UTF_8);
        }
    }

    private String exec(String command) {
        return guest.exec(access, new ExecRequest(command, TIMEOUT, 10_000)).stdout();
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(GuestFileException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(reason));
    }
}
