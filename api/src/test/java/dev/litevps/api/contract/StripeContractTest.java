package dev.litevps.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A server with a payment provider has other pages than one without, and describes those. */
class StripeContractTest {

    @Test
    void describesWhatIsServedWithAPaymentProvider() {
        try (Server server = Server.start(
                "litevps.hypervisor=simulated",
                "litevps.stripe.secret-key=sk_test_123",
                "litevps.stripe.webhook-secret=whsec_123")) {
            Set<String> described = Descriptions.names(
                    new Client(server.url(), null).get("/openapi.json").json());
            assertThat(described).isEqualTo(Descriptions.routes(server)).contains("GET /checkout/done");

            Set<String> nowhere = Descriptions.names(ApiDescription.ofAll(JsonMapper.shared()));
            nowhere.removeAll(described);
            assertThat(nowhere)
                    .as("what is described for servers without a payment provider")
                    .contains("GET /checkout/{id}", "POST /checkout/{id}");
        }
    }
}
