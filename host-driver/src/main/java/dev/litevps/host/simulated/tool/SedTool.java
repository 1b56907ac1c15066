package dev.litevps.host.simulated.tool;

import dev.litevps.host.simulated.system.OpenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** {@code sed} with the commands s, d, p, q, a, i, c, y, = and addresses; no branches and no hold space. */
final class SedTool {

    private final Invocation call;
    private final List<SedScript.Command> commands;
    private final boolean silent;
    private final StringBuilder output = new StringBuilder();
    private long number;
    private boolean ended;

    private SedTool(Invocation call, List<SedScript.Command> commands, boolean silent) {
        this.call = call;
        this.commands = commands;
        this.silent = silent;
    }

    static int run(Invocation call) throws IOException {
        List<String> arguments = new ArrayList<>();
        String suffix = null;
        for (String argument : call.arguments()) {
            // The suffix of -i is optional and always sticks to it.
            if (argument.matches("-i.*|--in-place.*")) {
                suffix = argument.replaceFirst("-i|--in-place=?", "");
            } else {
                arguments.add(argument);
            }
        }
        Options options = Options.of(
                call.with(arguments),
                "nEre:f:su",
                Map.of("quiet", 'n', "silent", 'n', "regexp-extended", 'E', "expression", 'e'));
        List<String> operands = new ArrayList<>(options.operands());
        List<String> scripts = new ArrayList<>();
        for (int i = 0; i < arguments.size() - 1; i++) {
            if (arguments.get(i).matches("-[nErs]*e")) {
                scripts.add(arguments.get(i + 1));
            }
        }
        if (scripts.isEmpty()) {
            if (operands.isEmpty()) {
                throw new UsageException("no script specified");
            }
            scripts.add(operands.removeFirst());
        }
        boolean extended = options.has('E') || options.has('r');
        List<SedScript.Command> commands = new SedScript(Invocation.raw(String.join("\n", scripts)), extended).parse();
        boolean silent = options.has('n');
        if (suffix != null) {
            String backup = suffix;
            return call.forEach(operands, "can't read %s", file -> inPlace(call, commands, silent, file, backup));
        }
        SedTool sed = new SedTool(call, commands, silent);
        List<String> lines = new ArrayList<>();
        int status = call.forEach(
                operands.isEmpty() ? List.of("-") : operands,
                "can't read %s",
                file -> lines.addAll(StreamTools.lines(call, file)));
        sed.edit(lines);
        call.out().raw(sed.output.toString());
        return status == 0 ? 0 : 2;
    }

    private static void inPlace(
            Invocation call, List<SedScript.Command> commands, boolean silent, String file, String backup)
            throws IOException {
        List<String> lines = StreamTools.lines(call, file);
        if (!backup.isEmpty()) {
            call.system().disk().copy(call.path(file), call.path(file + backup), true);
        }
        SedTool sed = new SedTool(call, commands, silent);
        sed.edit(lines);
        OpenFile out = call.system().disk().openForWriting(call.path(file), false);
        try {
            byte[] bytes = sed.output.toString().getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes, 0, bytes.length);
        } finally {
            out.release();
        }
    }

    private void edit(List<String> lines) {
        for (int i = 0; i < lines.size() && !ended; i++) {
            call.process().checkpoint();
            number = i + 1L;
            editLine(lines.get(i), i + 1 == lines.size());
        }
    }

    private void editLine(String line, boolean last) {
        String text = line;
        StringBuilder appended = new StringBuilder();
        boolean deleted = false;
        for (SedScript.Command command : commands) {
            if (!command.selects(text, number, last)) {
                continue;
            }
            switch (command.name()) {
                case 's' -> text = substitute(command, text);
                case 'y' -> text = transliterate(command, text);
                case 'd' -> deleted = true;
                case 'p' -> put(text);
                case '=' -> put(Long.toString(number));
                case 'i' -> put(command.text());
                case 'a' -> appended.append(command.text()).append('\n');
                case 'c' -> {
                    put(command.text());
                    deleted = true;
                }
                case 'q' -> ended = true;
                default -> throw new UsageException("unknown command: '" + command.name() + "'");
            }
            if (deleted || ended) {
                break;
            }
        }
        if (!deleted && !silent) {
            put(text);
        }
        output.append(appended);
    }

    private void put(String line) {
        output.append(line).append('\n');
        if (output.length() > Input.LIMIT_BYTES) {
            throw new UsageException("memory exhausted", 4);
        }
    }

    private String substitute(SedScript.Command command, String text) {
        Matcher matcher = command.regex().matcher(Regex.interruptible(call.process(), text));
        StringBuilder result = new StringBuilder();
        int at = 0;
        int count = 0;
        boolean replaced = false;
        while (matcher.find()) {
            count++;
            if (count < command.occurrence()) {
                continue;
            }
            result.append(text, at, matcher.start()).append(replacement(command.text(), matcher));
            at = matcher.end();
            replaced = true;
            if (!command.global()) {
                break;
            }
        }
        if (!replaced) {
            return text;
        }
        String edited = result.append(text.substring(at)).toString();
        if (command.prints()) {
            put(edited);
        }
        return edited;
    }

    private static String replacement(String template, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '&') {
                text.append(matcher.group());
            } else if (c == '\\' && i + 1 < template.length()) {
                char escaped = template.charAt(++i);
                if (Character.isDigit(escaped)) {
                    text.append(group(matcher, escaped - '0'));
                } else {
                    text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String group(Matcher matcher, int number) {
        @Nullable String group = number <= matcher.groupCount() ? matcher.group(number) : null;
        return group == null ? "" : group;
    }

    private static String transliterate(SedScript.Command command, String text) {
        String from = command.regex().pattern();
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int index = from.indexOf(c);
            result.append(
                    index < 0 || index >= command.text().length()
                            ? c
                            : command.text().charAt(index));
        }
        return result.toString();
    }
}
