package dev.litevps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurlLineTest {

    @Test
    void readsWithoutNamingTheMethod() {
        assertThat(CurlLine.of("GET", "http://h/api/pricing", false, "")).isEqualTo("curl -s http://h/api/pricing");
    }

    @Test
    void sendsTheTokenFromAVariable() {
        assertThat(CurlLine.of("DELETE", "http://h/api/vps/$VPS_ID", true, ""))
                .isEqualTo("curl -s -X DELETE http://h/api/vps/$VPS_ID \\\n     -H \"Authorization: Bearer $TOKEN\"");
    }

    @Test
    void quotesTheBodyForTheShell() {
        assertThat(CurlLine.of("POST", "http://h/x", false, "{\"command\":\"echo 'a'\"}"))
                .endsWith("-d '{\"command\":\"echo '\\''a'\\''\"}'");
    }
}
