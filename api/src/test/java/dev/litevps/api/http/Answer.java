package dev.litevps.api.http;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What the server answered. */
public record Answer(int status, HttpHeaders headers, String text, JsonNode json) {

    public String text(String field) {
        return json.path(field).asString();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
