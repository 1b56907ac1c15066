package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Templates, and machines made from them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateTest {

    private final Server server = Server.start("litevps.hypervisor=simulated", "litevps.simulated.boot-delay=1s");
    private final Customer ann = Customer.with(server, "10.00");
    private final Client client = ann.client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private Answer create(String fields) {
        return client.send("POST", "/api/vps", "{\"name\":\"agent-vm\"," + fields.replace('\'', '"') + "}");
    }

    private String planNamed(String name) {
        return StreamSupport.stream(client.get("/api/pricing").json().spliterator(), false)
                .filter(plan -> plan.path("name").asString().equals(name))
                .map(plan -> plan.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTemplateIsFoundByItsSlug() {
        Answer found = client.get("/api/templates/ubuntu-22-small");

        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.json().path("memory_mb").asInt()).isEqualTo(1024);
        assertThat(client.get("/api/templates/none").status()).isEqualTo(404);
        assertThat(new Client(server.url(), null).get("/api/templates").status())
                .isEqualTo(401);
    }

    @Test
    void aMachineGetsTheCheapestPlanThatHasWhatTheTemplateSays() {
        Answer created = create("'template':'ubuntu-22-small'");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.text("plan_id")).isEqualTo(planNamed("Micro"));
        Awaitility.await("the template that was ordered is the most popular")
                .atMost(Duration.ofSeconds(30))
                .until(() -> slugs().getFirst().equals("ubuntu-22-small"));
    }

    private List<String> slugs() {
        return StreamSupport.stream(client.get("/api/templates").json().spliterator(), false)
                .map((JsonNode template) -> template.path("slug").asString())
                .toList();
    }

    @Test
    void whatTheRequestSaysOverridesTheTemplate() {
        assertThat(create("'template':'ubuntu-22-small','memory_mb':3000").text("plan_id"))
                .isEqualTo(planNamed("Medium"));
        assertThat(create("'template':'ubuntu-22-small','plan_id':'" + planNamed("Small") + "'")
                        .text("plan_id"))
                .isEqualTo(planNamed("Small"));
    }

    @Test
    void aBatchKnowsTemplatesToo() {
        Answer answer = client.send("POST", "/api/vps/batch", """
                {"vms":[{"name":"w1","template":"ubuntu-22-small"},{"name":"w2","template":"none"}]}""");

        assertThat(answer.status()).as(answer.text()).isEqualTo(207);
        JsonNode results = answer.json().path("results");
        assertThat(results.path(0).path("vps").path("plan_id").asString()).isEqualTo(planNamed("Micro"));
        assertThat(results.path(1).path("code").asString()).isEqualTo("unknown_template");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'template':'none' | unknown_template
            'template':'ubuntu-22-small','vcpu':64 | no_plan_fits
            'template':'ubuntu-22-small','vcpu':0 | invalid_value
            'template':'ubuntu-22-small','plan_id':'x' | unknown_plan
            'template':'ubuntu-22-small','user_data':'ls' | invalid_value
            'template':'ubuntu-22-small','ttl_minutes':0 | invalid_value
            'template':'ubuntu-22-small','ttl_minutes':525601 | invalid_value
            'template':'ubuntu-22-small','ttl_minutes':'soon' | invalid_request
            'template':'ubuntu-22-small','user_data':7 | invalid_request
            'memory_mb':512 | missing_plan_id
            """)
    void whatIsNotToBeHadIsRefused(String fields, String code) {
        Answer refused = create(fields);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo(code);
    }

    @Test
    void aNamedPlanOverridesTheTemplatesSize() {
        Answer created = create("'template':'ubuntu-22-small','plan_id':'" + planNamed("Nano") + "'");

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.text("plan_id")).isEqualTo(planNamed("Nano"));
        assertThat(created.text("template")).isEqualTo("ubuntu-22-small");
    }

    @Test
    void aNamedPlanMustHaveWhatTheRequestSays() {
        Answer refused = create("'template':'ubuntu-22-small','memory_mb':1024,'plan_id':'" + planNamed("Nano") + "'");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("no_plan_fits");
    }
}
