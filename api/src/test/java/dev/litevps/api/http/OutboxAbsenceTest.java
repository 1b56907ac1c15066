package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The outbox has everybody's e-mails on it: it is nowhere but where the demo is. */
class OutboxAbsenceTest {

    @Test
    void withoutTheDemoThereIsNoPage() {
        try (Server server = Server.start("litevps.hypervisor=simulated", "litevps.demo.enabled=false")) {
            assertThat(new Client(server.url(), null).get("/outbox").status()).isEqualTo(404);
        }
    }
}
