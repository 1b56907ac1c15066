package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;

/** {@code date}, in UTC. */
final class DateTool {

    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('Y', "yyyy"),
            Map.entry('m', "MM"),
            Map.entry('d', "dd"),
            Map.entry('H', "HH"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('y', "yy"),
            Map.entry('j', "DDD"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('b', "MMM"),
            Map.entry('h', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('I', "hh"),
            Map.entry('p', "a"),
            Map.entry('N', "nnnnnnnnn"),
            Map.entry('F', "yyyy-MM-dd"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('R', "HH:mm"),
            Map.entry('D', "MM/dd/yy"),
            Map.entry('V', "ww"));

    private DateTool() {}

    static int run(Invocation call) throws IOException {
        Options options =
                Options.of(call, "ud:Rr:s:I", Map.of("utc", 'u', "date", 'd', "rfc-email", 'R', "iso-8601", 'I'));
        Instant time = Instant.now();
        if (options.has('d')) {
            time = parse(options.value('d', "now"));
        } else if (options.has('r')) {
            time = Files.getLastModifiedTime(call.path(options.value('r', "."))).toInstant();
        }
        String format = "%a %b %e %H:%M:%S UTC %Y";
        if (options.has('R')) {
            format = "%a, %d %b %Y %H:%M:%S %z";
        } else if (options.has('I')) {
            String detail = options.value('I', "");
            format = detail.startsWith("s") ? "%Y-%m-%dT%H:%M:%S+00:00" : "%Y-%m-%d";
        }
        if (!options.operands().isEmpty()) {
            format = options.operands().getFirst();
            if (!format.startsWith("+")) {
                throw new UsageException("invalid date '" + format + "'");
            }
            format = format.substring(1);
        }
        call.out().line(format(time.atZone(ZoneOffset.UTC), format));
        return 0;
    }

    /** A time in a format of {@code strftime}. */
    static String format(ZonedDateTime time, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            char letter = format.charAt(++i);
            while (i + 1 < format.length() && (letter == '-' || letter == ':' || letter == '_' || letter == '3')) {
                letter = format.charAt(++i);
            }
            String pattern = PATTERNS.get(letter);
            if (pattern != null) {
                text.append(time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)));
            } else {
                text.append(special(time, letter));
            }
        }
        return text.toString();
    }

    private static String special(ZonedDateTime time, char letter) {
        return switch (letter) {
            case 's' -> Long.toString(time.toEpochSecond());
            case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'k' -> String.format(Locale.ROOT, "%2d", time.getHour());
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'z' -> "+0000";
            case 'Z' -> "UTC";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'c' -> format(time, "%a %b %e %H:%M:%S %Y");
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    /** Reads {@code now}, {@code @1700000000}, {@code 2026-01-02}, {@code 2026-01-02 03:04:05} or {@code 2 days ago}. */
    static Instant parse(String text) {
        try {
            if (text.startsWith("@")) {
                return Instant.ofEpochSecond(Invocation.number(text.substring(1)));
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            if (text.matches("\\d{4}-.*")) {
                return LocalDateTime.parse(text.replaceFirst("[ T]", "T").replaceFirst("Z$", ""))
                        .toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            throw new UsageException("invalid date '" + text + "'");
        }
        return relative(text.toLowerCase(Locale.ROOT).strip());
    }

    private static Instant relative(String text) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        switch (text) {
            case "now", "today", "" -> {
                return now.toInstant();
            }
            case "yesterday" -> {
                return now.minusDays(1).toInstant();
            }
            case "tomorrow" -> {
                return now.plusDays(1).toInstant();
            }
            default -> {
                String[] words = text.replaceFirst("^([+-])\\s*", "$1").split("\\s+", -1);
                if (words.length < 2 || !words[0].matches("[+-]?\\d{1,9}")) {
                    throw new UsageException("invalid date '" + text + "'");
                }
                long amount = Long.parseLong(words[0]) * (words[words.length - 1].equals("ago") ? -1 : 1);
                return shift(now, amount, words[1].replaceFirst("s$", "")).toInstant();
            }
        }
    }

    private static ZonedDateTime shift(ZonedDateTime now, long amount, String unit) {
        try {
            return switch (unit) {
                case "sec", "second" -> now.plusSeconds(amount);
                case "min", "minute" -> now.plusMinutes(amount);
                case "hour" -> now.plusHours(amount);
                case "day" -> now.plusDays(amount);
                case "week" -> now.plusWeeks(amount);
                case "month" -> now.plusMonths(amount);
                case "year" -> now.plusYears(amount);
                default -> throw new UsageException("invalid date unit '" + unit + "'");
            };
        } catch (DateTimeException e) {
            throw new UsageException("invalid date");
        }
    }
}
