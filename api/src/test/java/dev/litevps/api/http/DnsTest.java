package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.host.MachineId;
import dev.litevps.host.dns.Dns;
import dev.litevps.host.dns.DnsRecord;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The name of a VPS, from its creation to its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.dns.zone=vps.example.com");
    private final Customer customer = Customer.with(server, "10.00");
    private final Client client = customer.client();
    private final Dns dns = server.bean(Dns.class);

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void aVpsIsFoundUnderItsNameUntilItIsDestroyed() {
        String id = customer.create("web-1");
        Answer running = client.awaitState(id, "running", PATIENCE);

        assertThat(running.text("dns_name")).isEqualTo("vps-" + id.replace("-", "") + ".vps.example.com");
        assertThat(dns.published()).containsExactly(new DnsRecord(MachineId.of(id), running.text("ip_address")));

        client.put("/api/vps/" + id, Map.of("name", "renamed"));
        assertThat(client.get("/api/vps/" + id).text("dns_name")).isEqualTo(running.text("dns_name"));

        client.delete("/api/vps/" + id);
        client.awaitGone(id, PATIENCE);
        Awaitility.await("no name is left").atMost(PATIENCE).until(() -> dns.published()
                .isEmpty());
    }
}
