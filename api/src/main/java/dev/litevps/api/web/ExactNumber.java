package dev.litevps.api.web;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a JSON number digit by digit, and nothing but a number: where money is meant, neither {@code "5"} nor {@code ""} nor
 * {@code true} is one, and a missing value must not be mistaken for one that was mistyped.
 */
public final class ExactNumber extends ValueDeserializer<BigDecimal> {

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken().isNumeric()) {
            return parser.getDecimalValue();
        }
        return (BigDecimal) context.handleUnexpectedToken(context.constructType(BigDecimal.class), parser);
    }
}
