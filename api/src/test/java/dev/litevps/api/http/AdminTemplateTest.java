package dev.litevps.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.events.account.Role;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue of templates, as operators keep it and customers see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTemplateTest {

    private static final String TEMPLATES = "/api/admin/templates";

    private final Server server = Server.start("litevps.hypervisor=simulated");
    private final Client operator = Customer.as(Role.OPERATOR, server).client();
    private final Client customer = Customer.with(server, "10.00").client();

    @AfterAll
    void tearDown() {
        server.close();
    }

    private static Map<String, Object> template(String slug) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("slug", slug);
        fields.put("name", "A name");
        fields.put("vcpu", 1);
        fields.put("memory_mb", 512);
        fields.put("disk_gb", 10);
        return fields;
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.text("code")).isEqualTo(code);
        assertThat(answer.text("error")).isNotBlank();
    }

    @Test
    void aTemplateCanBeOrderedFromItsPublicationToItsRetirement() {
        Answer published = operator.post(TEMPLATES, template("life"));

        assertThat(published.status()).as(published.text()).isEqualTo(201);
        assertThat(published.header("Location")).isEqualTo("/api/templates/life");
        assertThat(published.text()).contains("\"description\":\"\"", "\"retired\":false");
        assertThat(customer.get("/api/templates").text()).contains("\"life\"");
        Answer ordered = customer.post("/api/vps", Map.of("name", "early", "template", "life"));
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);

        Answer retired = operator.delete(TEMPLATES + "/life");

        assertThat(retired.status()).as(retired.text()).isEqualTo(200);
        assertThat(retired.json().path("retired").asBoolean()).isTrue();
        assertThat(customer.get("/api/templates").text()).doesNotContain("\"life\"");
        assertRefused(customer.get("/api/templates/life"), 404, "not_found");
        assertRefused(customer.post("/api/vps", Map.of("name", "late", "template", "life")), 400, "unknown_template");
        assertThat(operator.get(TEMPLATES).text()).contains("\"life\"");
        assertThat(operator.delete(TEMPLATES + "/life").status()).isEqualTo(200);
        assertThat(customer.get("/api/vps/" + ordered.text("id")).status()).isEqualTo(200);
        assertRefused(operator.post(TEMPLATES, template("life")), 409, "template_exists");
    }

    @Test
    void aTemplateGivesItsTimeToLive() {
        Map<String, Object> brief = template("brief");
        brief.put("ttl_minutes", 30);

        assertThat(operator.post(TEMPLATES, brief).json().path("ttl_minutes").asInt())
                .isEqualTo(30);
        assertThat(customer.post("/api/vps", Map.of("name", "brief", "template", "brief"))
                        .json()
                        .path("expires_at")
                        .isString())
                .isTrue();
        Answer lasting =
                customer.send("POST", "/api/vps", "{\"name\":\"lasting\",\"template\":\"brief\",\"ttl_minutes\":null}");
        assertThat(lasting.status()).as(lasting.text()).isEqualTo(201);
        assertThat(lasting.json().path("expires_at").isNull()).isTrue();
        brief.put("slug", "briefer");
        brief.put("ttl_minutes", 0);
        assertRefused(operator.post(TEMPLATES, brief), 400, "invalid_value");
    }

    @Test
    void aRevisionChangesWhatItNamesAndWhatIsOrderedFromThenOn() {
        operator.post(TEMPLATES, template("grows"));
        Answer before = customer.post("/api/vps", Map.of("name", "small", "template", "grows"));

        assertThat(operator.put(TEMPLATES + "/grows", Map.of("ttl_minutes", 30)).status())
                .isEqualTo(400);
        assertThat(operator.put(TEMPLATES + "/grows", Map.of("name", "x", "user_data", "#!/bin/sh"))
                        .status())
                .isEqualTo(400);
        Answer revised = operator.put(TEMPLATES + "/grows", Map.of("description", "Grown", "memory_mb", 3_000));

        assertThat(revised.status()).as(revised.text()).isEqualTo(200);
        assertThat(customer.get("/api/templates/grows").text())
                .contains("\"name\":\"A name\"", "\"description\":\"Grown\"", "\"memory_mb\":3000", "\"disk_gb\":10");
        Answer after = customer.post("/api/vps", Map.of("name", "large", "template", "grows"));
        assertThat(after.text("plan_id")).isNotBlank().isNotEqualTo(before.text("plan_id"));
        assertThat(customer.get("/api/vps/" + before.text("id")).text("plan_id"))
                .isEqualTo(before.text("plan_id"));
    }

    @Test
    void aSlugIsTakenOnce() {
        assertThat(operator.post(TEMPLATES, template("taken")).status()).isEqualTo(201);

        assertRefused(operator.post(TEMPLATES, template("taken")), 409, "template_exists");
        assertRefused(operator.post(TEMPLATES, template("ubuntu-22-small")), 409, "template_exists");
    }

    @Test
    void aRepeatedRequestIsAnsweredAsTheFirst() {
        Client keyed = operator.with("Idempotency-Key", "publish keyed");

        Answer first = keyed.post(TEMPLATES, template("keyed"));
        Answer again = keyed.post(TEMPLATES, template("keyed"));

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|missing_slug",
                "{'slug':'x','vcpu':1,'memory_mb':512,'disk_gb':10}|missing_name",
                "{'slug':'x','name':'x','vcpu':1,'memory_mb':512}|missing_disk_gb",
                "{'slug':'x','name':'x','vcpu':0,'memory_mb':512,'disk_gb':10}|invalid_value",
                "{'slug':'x','name':'x','vcpu':1,'memory_mb':512,'disk_gb':99999999}|invalid_value",
                "{'slug':'X','name':'x','vcpu':1,'memory_mb':512,'disk_gb':10}|invalid_value",
                "{'slug':'../x','name':'x','vcpu':1,'memory_mb':512,'disk_gb':10}|invalid_value",
                "{'slug':'x','name':'x','vcpu':'many','memory_mb':512,'disk_gb':10}|invalid_request",
                "[]|invalid_request"
            },
            quoteCharacter = '~')
    void aTemplateOutOfBoundsIsNotPublished(String body, String code) {
        String before = operator.get(TEMPLATES).text();

        assertRefused(operator.send("POST", TEMPLATES, body.replace('\'', '"')), 400, code);
        assertRefused(operator.get("/api/templates/x"), 404, "not_found");
        assertThat(operator.get(TEMPLATES).text()).isEqualTo(before);
    }

    @Test
    void aRevisionOutOfBoundsChangesNothing() {
        operator.post(TEMPLATES, template("steady"));
        String before = operator.get("/api/templates/steady").text();

        assertRefused(operator.put(TEMPLATES + "/steady", Map.of("name", "New", "vcpu", 0)), 400, "invalid_value");
        assertRefused(operator.put(TEMPLATES + "/steady", Map.of()), 400, "invalid_request");
        assertThat(operator.get("/api/templates/steady").text()).isEqualTo(before);
    }

    @Test
    void aTemplateThatNeverWasIsNotFound() {
        assertRefused(operator.put(TEMPLATES + "/never", Map.of("name", "x")), 404, "not_found");
        assertRefused(operator.delete(TEMPLATES + "/never"), 404, "not_found");
        assertRefused(
                customer.send("POST", "/api/vps", "{\"name\":\"x\",\"template\":\"never\"}"), 400, "unknown_template");
    }

    @Test
    void onlyOperatorsGetIn() {
        for (Role role : Role.values()) {
            if (role != Role.OPERATOR) {
                Client other = Customer.as(role, server).client();
                assertRefused(other.get(TEMPLATES), 403, "forbidden");
                assertRefused(
                        other.post(TEMPLATES, template("by-" + role.name().toLowerCase(Locale.ROOT))),
                        403,
                        "forbidden");
                assertRefused(other.delete(TEMPLATES + "/ubuntu-22-small"), 403, "forbidden");
            }
        }
        assertThat(operator.get(TEMPLATES).text()).doesNotContain("\"by-");
    }
}
