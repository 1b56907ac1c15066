package dev.litevps.api.audit;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.query.history.HistoryRow;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says in a sentence what an event says in JSON: {@code history/sentences.properties} has one for each type. */
@Component
class Narrator {

    private static final String SENTENCES = "history/sentences.properties";
    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z.]+)(?::([a-z]+))?}");
    private static final String UNKNOWN = "unknown";
    private static final JsonMapper JSON = new JsonMapper();

    private final Properties sentences = read();

    /** The sentence; the event's name if there is none for its type, which no release has. */
    String sentence(HistoryRow event) {
        return sentence(event.eventType(), JSON.readTree(event.payload())).orElse(event.eventType());
    }

    /** The sentence for an event of this type; empty if there is none. */
    Optional<String> sentence(String type, JsonNode payload) {
        return Optional.ofNullable(sentences.getProperty(type)).map(sentence -> FIELD.matcher(sentence)
                .replaceAll(field -> Matcher.quoteReplacement(value(field, payload))));
    }

    private static String value(MatchResult field, JsonNode payload) {
        JsonNode value = payload;
        for (String member : field.group(1).split("\\.", -1)) {
            value = value.path(member);
        }
        if (value.isMissingNode() || value.isNull()) {
            return UNKNOWN;
        }
        return switch (Objects.requireNonNullElse(field.group(2), "text")) {
            case "money" -> new Usd(value.asLong()).toString();
            case "word" -> value.asString().toLowerCase(Locale.ROOT).replace('_', ' ');
            case "count" -> Integer.toString(value.size());
            case "minute" -> new Minute(value.asLong()).toString();
            case "text" -> value.asString();
            default -> throw new IllegalArgumentException(SENTENCES + " asks for " + field.group());
        };
    }

    private static Properties read() {
        Properties sentences = new Properties();
        try (Reader reader =
                new InputStreamReader(new ClassPathResource(SENTENCES).getInputStream(), StandardCharsets.UTF_8)) {
            sentences.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
