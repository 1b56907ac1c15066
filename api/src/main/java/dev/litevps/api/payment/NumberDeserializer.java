package dev.litevps.api.payment;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A JSON number, with all of its digits; null for anything else, such as a string with a number in it. */
final class NumberDeserializer extends StdDeserializer<BigDecimal> {

    NumberDeserializer() {
        super(BigDecimal.class);
    }

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken().isNumeric()) {
            return parser.getDecimalValue();
        }
        parser.skipChildren();
        return null;
    }
}
