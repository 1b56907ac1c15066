package dev.litevps.api.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.litevps.api.contract.ContractCheck.Exchange;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check that every answer of the tests goes through lets pass what is described, and nothing else. */
class ContractCheckTest {

    private static final String BALANCE =
            "{\"balance\":10.5000,\"held\":0.0000,\"available\":10.5000,\"currency\":\"USD\"}";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json",
            "X-Request-Id", "r-1",
            "X-Balance-Remaining", "10.5000",
            "RateLimit", "\"account\";r=1199;t=60",
            "RateLimit-Policy", "\"account\";q=1200;w=60");

    @Test
    void whatIsDescribedPasses() {
        assertThatCode(() -> ContractCheck.require(balance(200, HEADERS, BALANCE)))
                .doesNotThrowAnyException();
    }

    @Test
    void anUndescribedFieldIsRefused() {
        refused(balance(200, HEADERS, BALANCE.replace("}", ",\"secret\":1}")), "secret");
    }

    @Test
    void aMissingFieldIsRefused() {
        refused(balance(200, HEADERS, BALANCE.replace("\"currency\":\"USD\"", "\"more\":1")), "currency");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        refused(balance(200, HEADERS, BALANCE.replace("\"held\":0.0000", "\"held\":\"0.0000\"")), "held");
    }

    @Test
    void aMissingBalanceHeaderIsRefused() {
        refused(balance(200, without("X-Balance-Remaining"), BALANCE), "X-Balance-Remaining");
    }

    @Test
    void aHeaderOfAnotherFormIsRefused() {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("X-Balance-Remaining", "a lot");
        refused(balance(200, headers, BALANCE), "X-Balance-Remaining");
    }

    @Test
    void anUndescribedStatusIsRefused() {
        refused(balance(500, HEADERS, "{\"error\":\"our fault\",\"code\":\"internal_error\"}"), "500");
    }

    @Test
    void anUndescribedCodeIsRefused() {
        String error = "{\"error\":\"there is no such VPS\",\"code\":\"mystery\"}";
        refused(exchange("GET", "/api/vps/1", null, 404, HEADERS, error), "code");
    }

    @Test
    void tooManyRequestsWithoutTheTimeToWaitAreRefused() {
        String error = "{\"error\":\"too many\",\"code\":\"rate_limited\"}";
        refused(exchange("GET", "/api/vps", null, 429, HEADERS, error), "Retry-After");
    }

    @Test
    void anUndescribedPathIsRefused() {
        refused(exchange("GET", "/api/secrets", null, 200, HEADERS, "{}"), "not described");
    }

    @Test
    void nothingIsFoundWhereNothingIsDescribed() {
        String error = "{\"error\":\"there is nothing at this path\",\"code\":\"not_found\"}";
        assertThatCode(() -> ContractCheck.require(exchange("GET", "/api/secrets", null, 404, HEADERS, error)))
                .doesNotThrowAnyException();
    }

    @Test
    void anAcceptedRequestMustBeDescribed() {
        String key = "{\"id\":\"01a208f7-8b94-7945-9c9d-cba318e6ebca\",\"email\":\"ops@example.com\"}";
        refused(
                exchange("POST", "/api/billing/notify-emails", "{\"email\":7}", 200, HEADERS, key),
                "the accepted request");
        refused(exchange("GET", "/api/billing/balance?wish=1", null, 200, HEADERS, BALANCE), "wish");
    }

    @Test
    void anotherContentTypeIsRefused() {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Content-Type", "text/plain");
        refused(balance(200, headers, BALANCE), "text/plain");
    }

    private static void refused(Exchange exchange, String why) {
        assertThatThrownBy(() -> ContractCheck.require(exchange))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    private static Map<String, String> without(String header) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.remove(header);
        return headers;
    }

    private static Exchange balance(int status, Map<String, String> headers, String body) {
        return exchange("GET", "/api/billing/balance", null, status, headers, body);
    }

    private static Exchange exchange(
            String method,
            String path,
            @Nullable String requestBody,
            int status,
            Map<String, String> headers,
            String body) {
        return new Exchange(
                method,
                URI.create("http://127.0.0.1:1" + path),
                requestBody,
                status,
                HttpHeaders.of(
                        headers.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                        (_, _) -> true),
                body);
    }
}
