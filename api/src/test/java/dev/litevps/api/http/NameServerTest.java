package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The name of a VPS, looked up as anybody would, at a real name server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private @Nullable NameServer nameServer;
    private @Nullable Server server;

    @BeforeAll
    void start() {
        nameServer = NameServer.start("vps.example.com");
        List<String> settings = new ArrayList<>(nameServer.settings());
        settings.add("litevps.hypervisor=simulated");
        server = Server.start(settings.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        if (nameServer != null) {
            nameServer.close();
        }
    }

    @Test
    void anybodyFindsARunningVpsByItsNameAndNobodyADestroyedOne() {
        Customer owner = Customer.with(Objects.requireNonNull(server), "10.00");
        NameServer names = Objects.requireNonNull(nameServer);
        String vps = owner.create("web");
        Answer running = owner.client().awaitState(vps, "running", PATIENCE);
        String name = running.text("dns_name");

        assertThat(name).endsWith(".vps.example.com");
        Awaitility.await("the name leads to the machine")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(names.look(name)).containsExactly(running.text("ip_address")));

        owner.client().delete("/api/vps/" + vps);
        owner.client().awaitGone(vps, PATIENCE);
        Awaitility.await("the name leads nowhere").atMost(PATIENCE).until(() -> names.look(name)
                .isEmpty());
    }
}
