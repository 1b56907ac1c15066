package dev.litevps.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An upload that is repeated with its {@code Idempotency-Key} is done once, however large it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyedUploadTest {

    private static final String REPLAYED = "Idempotent-Replayed";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LIMIT = 3_000_000;

    private final Server server =
            Server.start("litevps.hypervisor=simulated", "litevps.files.max-upload=" + LIMIT + "B");
    private final Customer owner = Customer.with(server, "10.00");
    private final String vps = owner.create("web");
    private final String key = "key " + UUID.randomUUID();

    KeyedUploadTest() {
        owner.client().awaitState(vps, "running", Duration.ofSeconds(30));
    }

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Answer put(String givenKey, String path, byte[] content) {
        return keyed(givenKey).putBytes(path(path), content);
    }

    private Client keyed(String givenKey) {
        return owner.client().with(IdempotencyFilter.HEADER, givenKey);
    }

    private String path(String path) {
        return "/api/vps/" + vps + "/files?path=" + path;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String run(String command) {
        return owner.client()
                .post("/api/vps/" + vps + "/exec", Map.of("command", command))
                .text("stdout");
    }

    @Test
    void theSameUploadIsAnsweredAgainAndNotDoneAgain() {
        byte[] large = new byte[LIMIT];
        large[LIMIT - 1] = 1;
        Answer first = put(key, "/root/once", large);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        run("echo changed > /root/once");

        Answer second = put(key, "/root/once", large);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(run("cat /root/once")).isEqualTo("changed\n");
    }

    @Test
    void anotherContentOrPathIsAnotherRequest() {
        String used = key + " other";
        assertThat(put(used, "/root/a", text("one")).status()).isEqualTo(201);

        Answer otherContent = put(used, "/root/a", text("two"));
        Answer otherPath = put(used, "/root/b", text("one"));
        Answer endless = keyed(used).putUnsized(path("/root/a"), new byte[LIMIT + 1]);

        assertThat(otherContent.status()).as(otherContent.text()).isEqualTo(422);
        assertThat(otherContent.text("code")).isEqualTo("idempotency_key_reused");
        assertThat(otherPath.status()).isEqualTo(422);
        assertThat(endless.status()).isEqualTo(413);
        assertThat(run("cat /root/a; ls /root/b 2>&1")).startsWith("one").contains("No such file");
    }

    @Test
    void whatBrokeOffIsUploadedByTheNextAttemptAndOnRecordAsThat() throws IOException {
        String used = key + " broken";
        byte[] content = new byte[2_000_000];
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            socket.getOutputStream()
                    .write(("PUT " + path("/root/broken") + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + owner.client().token() + "\r\n" + IdempotencyFilter.HEADER + ": " + used
                                    + "\r\nContent-Length: " + content.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(content, 0, 1_000_000);
            socket.getOutputStream().flush();
            Awaitility.await().atMost(PATIENCE).until(() -> run("ls -A /root").contains(".litevps-upload"));
        }

        Answer second = Awaitility.await("the first attempt is over")
                .atMost(Duration.ofSeconds(15))
                .until(() -> put(used, "/root/broken", content), answer -> answer.status() != 409);

        assertThat(second.status()).as(second.text()).isEqualTo(201);
        assertThat(second.header(REPLAYED)).isEmpty();
        assertThat(run("wc -c < /root/broken")).isEqualTo("2000000\n");
        Awaitility.await("both are on record").atMost(PATIENCE).untilAsserted(() -> assertThat(outcomes())
                .containsExactly("BROKEN", "DONE"));
    }

    /** Of the transfers of the account that took place since, in their order; each file of this test but one has its own key. */
    private List<String> outcomes() {
        return server.bean(JdbcClient.class)
                .sql("select convert_from(payload, 'UTF8')::json ->> 'outcome' from domain_event_entry"
                        + " where type = 'FileTransfer' and sequence_number = 1"
                        + " and (convert_from(payload, 'UTF8')::json ->> 'sizeBytes')::bigint between 1000 and 2000000"
                        + " order by global_index")
                .query(String.class)
                .list();
    }

    @Test
    void whatWasRefusedUnreadIsRefusedAgain() {
        String used = key + " refused";
        Answer first = put(used, "relative", text("one"));
        assertThat(first.status()).isEqualTo(400);

        Answer second = put(used, "relative", text("two"));

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.header(REPLAYED)).isEqualTo("true");
    }
}
