package dev.litevps.api.sshkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Customer;
import dev.litevps.api.http.Server;
import dev.litevps.events.account.Role;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An account has each key once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SshKeyTest {

    private static final int CALLERS = 12;

    /** A key that somebody else vouches for; guests know nobody who could. */
    private static final String CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com "
            + "AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIIO+64GC6wc1g0QDb6tLo315vZ9qz3LzQdLp"
            + "k2o+4/bhAAAAINd7adBqtDCg34o7DQ5eN3UfsAtCAxZxMjSYxDqJeeAaAAAAAAAAAAAAAAABAAAAAmlkAAAACAAA"
            + "AARyb290AAAAAAAAAAD//////////wAAAAAAAACCAAAAFXBlcm1pdC1YMTEtZm9yd2FyZGluZwAAAAAAAAAXcGVy"
            + "bWl0LWFnZW50LWZvcndhcmRpbmcAAAAAAAAAFnBlcm1pdC1wb3J0LWZvcndhcmRpbmcAAAAAAAAACnBlcm1pdC1w"
            + "dHkAAAAAAAAADnBlcm1pdC11c2VyLXJjAAAAAAAAAAAAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIHsz8feGE3PGz0fR"
            + "r93PWbeq9aSv+t51OkZTPiBzhgo7AAAAUwAAAAtzc2gtZWQyNTUxOQAAAEDy4SheALt6Xak4eLm9ZxJFg1J+hlvW"
            + "txiPC8u09O/u5iiPlSRTlOhAKvLNZPzu/REOPFz9X/eOzYK1bkbPrtoL";

    private final Server server = Server.start("litevps.hypervisor=simulated");

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static String newKey() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        PublicKey key = generator.generateKeyPair().getPublic();
        return PublicKeyEntry.toString(key);
    }

    private static Answer upload(Client by, String key) {
        return by.post("/api/keys", Map.of("name", "laptop", "public_key", key));
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    private Client newOwner() {
        return Customer.as(Role.CUSTOMER, server).client();
    }

    @Test
    void aCertificateIsNoKey() {
        Answer refused = upload(newOwner(), CERTIFICATE);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid_public_key");
        assertThat(refused.text("error")).contains("ssh-ed25519-cert-v01@openssh.com");
    }

    @Test
    void aKeyIsShownWithTheFingerprintThatItsOwnerKnows() {
        Client owner = newOwner();
        String fingerprint = "SHA256:7WEXQWtSstB3sdvp2SaCxdh+5ZPgi71Qa53O8ZRcnt8";

        Answer added = upload(owner, PublicKeyLineTest.file("ed25519"));

        assertThat(added.status()).as(added.text()).isEqualTo(201);
        assertThat(added.text("fingerprint")).isEqualTo(fingerprint);
        assertThat(owner.get("/api/keys").json().get(0).path("fingerprint").asString())
                .isEqualTo(fingerprint);
    }

    @Test
    void aWeakKeyIsRefused() {
        Answer refused = upload(newOwner(), PublicKeyLineTest.file("rsa-1024"));

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid_public_key");
        assertThat(refused.text("error")).contains("2048 bits");
    }

    @Test
    void theSameKeyIsRefusedWhateverItIsCalled() throws Exception {
        Client owner = newOwner();
        String key = newKey();
        assertThat(upload(owner, key).status()).isEqualTo(201);

        assertRefused(upload(owner, key + " somebody@laptop"), "duplicate_ssh_key");
        assertThat(owner.get("/api/keys").json()).hasSize(1);
        assertThat(upload(newOwner(), key).status()).isEqualTo(201);
    }

    @Test
    void aKeyThatWasRemovedCanBeAddedAgain() throws Exception {
        Client owner = newOwner();
        String key = newKey();
        String id = upload(owner, key).text("id");
        assertThat(owner.delete("/api/keys/" + id).status()).isEqualTo(204);

        assertThat(upload(owner, key).status()).isEqualTo(201);
        assertThat(owner.get("/api/keys").json()).hasSize(1);
    }

    @Test
    void ofManyWhoAddAKeyAtOnceOneSucceeds() throws Exception {
        Client owner = newOwner();
        String key = newKey();
        Callable<Integer> request = () -> upload(owner, key).status();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = callers
                    .invokeAll(Stream.generate(() -> request).limit(CALLERS).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        }
        assertThat(owner.get("/api/keys").json()).hasSize(1);
    }

    @Test
    void anAccountHasALimitedNumberOfKeys() throws Exception {
        Client owner = newOwner();
        for (int i = 0; i < SshKeyMaterial.MOST; i++) {
            assertThat(upload(owner, newKey()).status()).isEqualTo(201);
        }

        assertRefused(upload(owner, newKey()), "too_many_ssh_keys");
        assertThat(owner.get("/api/keys").json()).hasSize(SshKeyMaterial.MOST);
    }
}
