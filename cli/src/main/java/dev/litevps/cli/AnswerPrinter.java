package dev.litevps.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Shows answers of the API: as they came, for programs, or as tables, for people. */
final class AnswerPrinter {

    private static final String NOTHING = "-";
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final OutputForm form;

    AnswerPrinter(PrintWriter out, OutputForm form) {
        this.out = out;
        this.form = form;
    }

    /**
     * A list, with a line for each row.
     *
     * @param columns the members to show to people, in this order; a path such as {@code host.name} leads into a member
     */
    void rows(JsonNode rows, String... columns) {
        if (form == OutputForm.JSON) {
            out.println(rows.toPrettyString());
        } else {
            table(rows, columns).forEach(out::println);
        }
        out.flush();
    }

    /** One thing, with a line for each of its members. */
    void one(JsonNode thing) {
        if (form == OutputForm.JSON) {
            out.println(thing.toPrettyString());
        } else {
            int width = thing.propertyStream()
                    .mapToInt(member -> member.getKey().length())
                    .max()
                    .orElse(0);
            thing.propertyStream()
                    .forEach(member -> out.println(padded(member.getKey(), width) + GAP + text(member.getValue())));
        }
        out.flush();
    }

    private static List<String> table(JsonNode rows, String... columns) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Arrays.stream(columns).map(AnswerPrinter::heading).toList());
        rows.forEach(row -> lines.add(
                Arrays.stream(columns).map(column -> text(at(row, column))).toList()));
        int[] widths = IntStream.range(0, columns.length)
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, columns.length)
                        .mapToObj(column -> padded(line.get(column), widths[column]))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .toList();
    }

    private static String heading(String column) {
        return column.substring(column.lastIndexOf('.') + 1).replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private static JsonNode at(JsonNode row, String column) {
        JsonNode found = row;
        for (String member : column.split("\\.", -1)) {
            found = found.path(member);
        }
        return found;
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return NOTHING;
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
