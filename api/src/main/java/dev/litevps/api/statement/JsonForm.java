package dev.litevps.api.statement;

import dev.litevps.api.web.Dollars;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A statement as one JSON object, written around its lines. */
final class JsonForm implements StatementForm {

    private final JsonMapper json;
    private boolean begun;

    private record Beginning(
            String accountId,
            String month,
            String state,
            Instant from,
            Instant until,
            String currency,
            BigDecimal openingBalance,
            long openingBalanceMicros) {}

    private record End(long lineCount, BigDecimal closingBalance, long closingBalanceMicros, Proof proof) {}

    JsonForm(JsonMapper json) {
        this.json = json;
    }

    @Override
    public MediaType type() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public String extension() {
        return "json";
    }

    @Override
    public byte[] begin(Statement statement) {
        String beginning = json.writeValueAsString(new Beginning(
                statement.accountId().toString(),
                statement.month().toString(),
                statement.open() ? "open" : "closed",
                statement.from(),
                statement.until(),
                "USD",
                Dollars.of(statement.opening()),
                statement.opening().micros()));
        return bytes(beginning.substring(0, beginning.length() - 1) + ",\"lines\":[");
    }

    @Override
    public byte[] lines(List<ShownLine> lines) {
        StringBuilder text = new StringBuilder();
        for (ShownLine line : lines) {
            text.append(begun ? ",\n" : "\n").append(json.writeValueAsString(line));
            begun = true;
        }
        return bytes(text.toString());
    }

    @Override
    public byte[] end(Statement statement, long lineCount, Proof proof) {
        String end = json.writeValueAsString(new End(
                lineCount, Dollars.of(statement.closing()), statement.closing().micros(), proof));
        return bytes("]," + end.substring(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
