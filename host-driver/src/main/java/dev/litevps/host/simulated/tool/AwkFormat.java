package dev.litevps.host.simulated.tool;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code printf} and {@code sprintf} of {@code awk}. */
final class AwkFormat {

    private static final Pattern DIRECTIVE = Pattern.compile("%([-+ 0#]*)(\\*|\\d{0,4})(?:\\.(\\d{0,3}))?([a-zA-Z%])");

    private AwkFormat() {}

    static String format(List<AwkValue> values) {
        String format = values.getFirst().text();
        Matcher matcher = DIRECTIVE.matcher(format);
        StringBuilder text = new StringBuilder();
        int at = 0;
        int used = 1;
        while (matcher.find()) {
            text.append(format, at, matcher.start());
            at = matcher.end();
            char conversion = format.charAt(at - 1);
            if (conversion == '%') {
                text.append('%');
                continue;
            }
            String width = String.valueOf(matcher.group(2));
            if (width.equals("*")) {
                width = used < values.size()
                        ? Long.toString((long) values.get(used).number())
                        : "";
                used++;
            }
            AwkValue value = used < values.size() ? values.get(used) : AwkValue.NOTHING;
            used++;
            String precision = matcher.group(3);
            int digits = precision == null ? -1 : precision.isEmpty() ? 0 : Integer.parseInt(precision);
            text.append(directive(String.valueOf(matcher.group(1)), width, digits, conversion, value));
        }
        return text.append(format.substring(at)).toString();
    }

    private static String directive(String flags, String width, int digits, char conversion, AwkValue value) {
        String padded = "%" + (flags.contains("-") && !width.isEmpty() ? "-" : "") + width + "s";
        return switch (conversion) {
            case 'd', 'i' -> {
                String usable = width.isEmpty() ? flags.replaceAll("[-0]", "") : flags;
                yield String.format(Locale.ROOT, "%" + usable.replace("#", "") + width + "d", (long) value.number());
            }
            case 'x', 'X', 'o' -> {
                String usable = width.isEmpty() ? "" : flags.replaceAll("[+ ]", "");
                yield String.format(Locale.ROOT, "%" + usable + width + conversion, (long) value.number());
            }
            case 'f', 'e', 'E' -> {
                String usable = width.isEmpty() ? flags.replaceAll("[-0]", "") : flags;
                int shown = digits < 0 ? 6 : digits;
                yield String.format(Locale.ROOT, "%" + usable + width + "." + shown + conversion, value.number());
            }
            case 'g', 'G' -> String.format(Locale.ROOT, padded, general(value.number(), digits < 0 ? 6 : digits));
            case 'c' -> {
                String letter = value.numeric()
                        ? Character.toString((char) value.number())
                        : value.text().isEmpty() ? "" : value.text().substring(0, 1);
                yield String.format(Locale.ROOT, padded, letter);
            }
            default -> {
                String text = value.text();
                yield String.format(
                        Locale.ROOT, padded, digits >= 0 && digits < text.length() ? text.substring(0, digits) : text);
            }
        };
    }

    /** The {@code %g} of C: so many significant digits, without zeros at the end. */
    static String general(double number, int digits) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(Math.max(1, digits), RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= Math.max(1, digits)) {
            String mantissa =
                    rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
            return mantissa + String.format(Locale.ROOT, "e%+03d", exponent);
        }
        return rounded.stripTrailingZeros().toPlainString();
    }
}
