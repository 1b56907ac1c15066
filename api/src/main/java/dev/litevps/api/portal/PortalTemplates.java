package dev.litevps.api.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/** Files of HTML with places for values: {@code {{name}}} for a text, {@code {{{name}}}} for HTML that was made here. */
final class PortalTemplates {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\{?)(\\w+)}?}}");

    private PortalTemplates() {}

    /** The file of the portal with this name, as it is. */
    static String read(String file) {
        try {
            return new ClassPathResource("portal/" + file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The template with these values; {@link IllegalArgumentException} if one is missing. */
    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template).replaceAll(place -> {
            String value = values.get(place.group(2));
            if (value == null) {
                throw new IllegalArgumentException("no value for " + place.group());
            }
            boolean html = !place.group(1).isEmpty();
            return Matcher.quoteReplacement(html ? value : HtmlUtils.htmlEscape(value, StandardCharsets.UTF_8.name()));
        });
    }
}
