package dev.litevps.api.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Text of a request: Unicode, without the character NUL. Half of a surrogate pair has no form in UTF-8 and would be kept as a
 * question mark; the database, and every command line, ends a text at NUL.
 */
public final class StorableText extends StringDeserializer {

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        String text = super.deserialize(parser, context);
        if (text != null && !isStorable(text)) {
            return context.reportInputMismatch(this, "text has a character that is none");
        }
        return text;
    }

    /** Whether the text has such characters only as can be kept. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(StorableText::isRefused);
    }

    private static boolean isRefused(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
