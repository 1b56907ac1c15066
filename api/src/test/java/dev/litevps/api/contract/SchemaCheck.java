package dev.litevps.api.contract;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates JSON against schemas of a description, which may refer to its components. */
final class SchemaCheck {

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private final JsonNode components;
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    SchemaCheck(JsonNode description) {
        this.components = description.path("components");
    }

    /** What is wrong with the value; empty if nothing is. */
    List<String> mistakes(JsonNode schema, String value) {
        return schemas.computeIfAbsent(schema, this::compile).validate(value, InputFormat.JSON).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    /** The components as a part of the schema: so the references in it lead to them. */
    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = schema.asObject().deepCopy();
        whole.set("components", components);
        return factory.getSchema(whole.toString(), InputFormat.JSON, config);
    }
}
