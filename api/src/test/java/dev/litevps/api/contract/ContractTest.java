package dev.litevps.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.api.contract.Descriptions.Operation;
import dev.litevps.api.http.Answer;
import dev.litevps.api.http.Client;
import dev.litevps.api.http.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The description says what is served: no more, no less, with examples that are what they are examples of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client anybody = new Client(server.url(), null);
    private final JsonNode description = anybody.get("/openapi.json").json();
    private final List<Operation> operations = Descriptions.operations(description);

    @AfterAll
    void tearDown() {
        server.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryOperationIsServed() {
        assertThat(Descriptions.names(description)).isEqualTo(Descriptions.routes(server));
    }

    @Test
    void everyOperationHasANameATagAndASummary() {
        Set<String> tags = new TreeSet<>();
        description.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));

        for (Operation operation : operations) {
            assertThat(operation.node().path("operationId").asString(""))
                    .as("%s", operation)
                    .isNotEmpty();
            assertThat(operation.node().path("summary").asString(""))
                    .as("%s", operation)
                    .isNotEmpty();
            assertThat(operation.node().path("tags")).as("%s", operation).hasSize(1);
            assertThat(tags)
                    .as("%s", operation)
                    .contains(operation.node().path("tags").path(0).asString(""));
        }
        assertThat(operations.stream()
                        .map(operation -> operation.node().path("operationId").asString("")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperationOfAccountsSaysHowItRefuses() {
        for (Operation operation : operations) {
            if (!operation.node().has("security")) {
                assertThat(operation.node().path("responses").propertyNames())
                        .as("%s", operation)
                        .contains("401", "429");
            }
        }
    }

    @Test
    void whateverAnAccountChangesTakesAnIdempotencyKeyAndNothingSaysOtherwise() {
        for (Operation operation : operations) {
            if (operation.node().has("security") || operation.method().equals("GET")) {
                continue;
            }
            assertThat(operation.node().path("parameters").findValuesAsString("$ref"))
                    .as("%s", operation)
                    .contains("#/components/parameters/IdempotencyKey");
            assertThat(operation.node().path("description").asString(""))
                    .as("%s", operation)
                    .doesNotContain("no `Idempotency-Key`");
        }
    }

    @Test
    void everyErrorNamesItsCodes() {
        for (Operation operation : operations) {
            operation.node().path("responses").properties().forEach(response -> {
                JsonNode schema = response.getValue().at("/content/application~1json/schema");
                if (schema.path("$ref").asString("").equals("#/components/schemas/Error")) {
                    assertThat(schema.at("/properties/code/enum"))
                            .as("%s %s", operation, response.getKey())
                            .isNotEmpty();
                }
            });
        }
    }

    @Test
    void everyExampleIsValid() {
        SchemaCheck check = new SchemaCheck(description);
        List<String> mistakes = new ArrayList<>();
        int examples = 0;
        for (JsonNode holder : description.findParents("schema")) {
            JsonNode schema = holder.path("schema");
            List<JsonNode> values = new ArrayList<>();
            if (holder.has("example")) {
                values.add(holder.path("example"));
            }
            holder.path("examples").forEach(example -> values.add(example.path("value")));
            for (JsonNode value : values) {
                examples++;
                check.mistakes(schema, value.toString()).forEach(mistake -> mistakes.add(mistake + " in " + value));
            }
        }
        assertThat(mistakes).isEmpty();
        assertThat(examples).isGreaterThan(operations.size());
    }

    @Test
    void everyJsonBodyHasAnExample() {
        for (Operation operation : operations) {
            Stream.concat(
                            Stream.of(operation.node().path("requestBody")),
                            operation.node().path("responses").valueStream())
                    .map(body -> body.at("/content/application~1json"))
                    .filter(content -> content.has("schema"))
                    .filter(content -> !"receivePaymentNotice"
                            .equals(operation.node().path("operationId").asString("")))
                    .forEach(content -> assertThat(content.has("example") || content.has("examples"))
                            .as("an example for %s", operation)
                            .isTrue());
        }
    }

    @Test
    void theDescriptionIsNotSentAgainToWhoeverHasIt() {
        Answer first = anybody.get("/openapi.json");
        Answer again = anybody.with("If-None-Match", first.header("ETag")).get("/openapi.json");

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
    }

    @Test
    void theDocsLoadNothingFromElsewhere() {
        Answer page = anybody.get("/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("http", "unsafe");
        assertThat(page.text()).doesNotContain("http:", "https:");
        List<String> parts = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(page.text())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(parts).hasSizeGreaterThanOrEqualTo(3).allSatisfy(part -> assertThat(
                        anybody.download("/" + part).status())
                .as(part)
                .isEqualTo(200));
    }
}
