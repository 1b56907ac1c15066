package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;

/** The functions that {@code awk} has built in. */
final class AwkFunctions {

    private final AwkInterpreter awk;
    private final Random random = new Random(0);

    AwkFunctions(AwkInterpreter awk) {
        this.awk = awk;
    }

    AwkValue call(AwkNode.Call call) throws IOException {
        List<AwkNode.Expression> given = call.arguments();
        return switch (call.function()) {
            case "length" -> length(given);
            case "split" -> split(given);
            case "sub", "gsub" -> substitute(given, call.function().equals("gsub"));
            case "match" -> match(given);
            default -> plain(call.function(), awk.evaluateAll(given));
        };
    }

    private AwkValue plain(String name, List<AwkValue> values) {
        AwkValue first = values.isEmpty() ? AwkValue.NOTHING : values.getFirst();
        return switch (name) {
            case "substr" -> substring(values);
            case "index" -> AwkValue.of(first.text().indexOf(values.get(1).text()) + 1.0);
            case "toupper" -> AwkValue.of(first.text().toUpperCase(Locale.ROOT));
            case "tolower" -> AwkValue.of(first.lower());
            case "sprintf" -> AwkValue.of(AwkFormat.format(values));
            case "int" -> AwkValue.of((double) (long) first.number());
            case "sqrt" -> AwkValue.of(Math.sqrt(first.number()));
            case "exp" -> AwkValue.of(Math.exp(first.number()));
            case "log" -> AwkValue.of(Math.log(first.number()));
            case "sin" -> AwkValue.of(Math.sin(first.number()));
            case "cos" -> AwkValue.of(Math.cos(first.number()));
            case "rand" -> AwkValue.of(random.nextDouble());
            case "srand" -> {
                random.setSeed((long) first.number());
                yield AwkValue.NOTHING;
            }
            case "systime" -> AwkValue.of((double) Instant.now().getEpochSecond());
            default -> throw new UsageException("function " + name + " is not known", 2);
        };
    }

    private AwkValue length(List<AwkNode.Expression> given) throws IOException {
        if (given.isEmpty()) {
            return AwkValue.of(awk.record().text().length());
        }
        if (given.getFirst() instanceof AwkNode.Variable variable
                && !awk.array(variable.name()).isEmpty()) {
            return AwkValue.of(awk.array(variable.name()).size());
        }
        return AwkValue.of(awk.evaluate(given.getFirst()).text().length());
    }

    private static AwkValue substring(List<AwkValue> values) {
        String text = values.getFirst().text();
        double start = Math.rint(values.get(1).number());
        double end = values.size() > 2 ? start + Math.rint(values.get(2).number()) : text.length() + 1.0;
        int from = (int) Math.clamp(start, 1, text.length() + 1.0);
        int to = (int) Math.clamp(end, from, text.length() + 1.0);
        return AwkValue.of(text.substring(from - 1, to - 1));
    }

    private AwkValue split(List<AwkNode.Expression> given) throws IOException {
        if (given.size() < 2 || !(given.get(1) instanceof AwkNode.Variable variable)) {
            throw new UsageException("split needs a text and an array", 2);
        }
        String separator =
                given.size() > 2 ? regex(given.get(2)) : awk.variable("FS").text();
        List<String> pieces = AwkRecord.split(awk.evaluate(given.getFirst()).text(), separator);
        Map<String, AwkValue> array = awk.array(variable.name());
        array.clear();
        for (int i = 0; i < pieces.size(); i++) {
            array.put(Integer.toString(i + 1), AwkValue.input(pieces.get(i)));
        }
        return AwkValue.of(pieces.size());
    }

    private String regex(AwkNode.Expression expression) throws IOException {
        return expression instanceof AwkNode.Regex literal
                ? literal.pattern()
                : awk.evaluate(expression).text();
    }

    private AwkValue substitute(List<AwkNode.Expression> given, boolean all) throws IOException {
        AwkNode.Expression target = given.size() > 2 ? given.get(2) : new AwkNode.Field(new AwkNode.Numeral(0));
        String text = awk.evaluate(target).text();
        String replacement = awk.evaluate(given.get(1)).text();
        Matcher matcher = awk.pattern(regex(given.getFirst()))
                .matcher(Regex.interruptible(awk.call().process(), text));
        StringBuilder result = new StringBuilder();
        int at = 0;
        int count = 0;
        while ((all || count == 0) && matcher.find()) {
            result.append(text, at, matcher.start()).append(filled(replacement, matcher.group()));
            at = matcher.end();
            count++;
        }
        if (count > 0) {
            awk.store(target, AwkValue.of(result.append(text.substring(at)).toString()));
        }
        return AwkValue.of(count);
    }

    private static String filled(String replacement, String matched) {
        return replacement
                .replace("\\\\&", "\0")
                .replace("\\&", "\0")
                .replace("&", matched)
                .replace("\0", "&");
    }

    private AwkValue match(List<AwkNode.Expression> given) throws IOException {
        String text = awk.evaluate(given.getFirst()).text();
        Matcher matcher = awk.pattern(regex(given.get(1)))
                .matcher(Regex.interruptible(awk.call().process(), text));
        boolean found = matcher.find();
        int start = found ? matcher.start() + 1 : 0;
        awk.set("RSTART", AwkValue.of(start));
        awk.set("RLENGTH", AwkValue.of(found ? matcher.end() - matcher.start() : -1));
        return AwkValue.of(start);
    }
}
