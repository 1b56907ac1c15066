package dev.litevps.host.simulated.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The line that {@code awk} is at, and its fields: they are cut only when somebody asks for them. */
final class AwkRecord {

    private static final int FIELDS_LIMIT = 100_000;

    private String text = "";
    private @Nullable List<String> fields;

    void read(String line) {
        text = line;
        fields = null;
    }

    String text() {
        return text;
    }

    private List<String> fields(String separator) {
        List<String> cut = fields;
        if (cut == null) {
            cut = new ArrayList<>(split(text, separator));
            fields = cut;
        }
        return cut;
    }

    /** Cuts a text: a blank means any run of blanks, one character itself, more a regular expression. */
    static List<String> split(String text, String separator) {
        if (separator.equals(" ")) {
            String stripped = text.strip();
            return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1));
        }
        if (text.isEmpty()) {
            return List.of();
        }
        if (separator.isEmpty()) {
            return List.of(text.split("", -1));
        }
        Pattern pattern = separator.length() == 1
                ? Pattern.compile(separator, Pattern.LITERAL)
                : Regex.extended(separator, false);
        return List.of(pattern.split(text, -1));
    }

    int count(String separator) {
        return fields(separator).size();
    }

    AwkValue field(int index, String separator) {
        if (index == 0) {
            return AwkValue.input(text);
        }
        if (index < 0) {
            throw new UsageException("attempt to access field " + index, 2);
        }
        List<String> cut = fields(separator);
        return index <= cut.size() ? AwkValue.input(cut.get(index - 1)) : new AwkValue("", 0, true);
    }

    void set(int index, AwkValue value, String separator, String joint) {
        if (index == 0) {
            read(value.text());
            return;
        }
        List<String> cut = fields(separator);
        if (index < 0 || index > FIELDS_LIMIT) {
            throw new UsageException("attempt to access field " + index, 2);
        }
        while (cut.size() < index) {
            cut.add("");
        }
        cut.set(index - 1, value.text());
        text = String.join(joint, cut);
    }

    void resize(int count, String separator, String joint) {
        List<String> cut = fields(separator);
        while (cut.size() > Math.max(0, count)) {
            cut.removeLast();
        }
        while (cut.size() < Math.min(count, FIELDS_LIMIT)) {
            cut.add("");
        }
        text = String.join(joint, cut);
    }
}
