package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.OpenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The builtin {@code read}. */
final class ReadBuiltin {

    private ReadBuiltin() {}

    static int run(Interpreter shell, List<String> arguments) throws IOException {
        boolean raw = false;
        List<String> names = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("-r")) {
                raw = true;
            } else if (!argument.startsWith("-")) {
                names.add(argument);
            }
        }
        if (names.isEmpty()) {
            names.add("REPLY");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean ended = readLine(shell, raw, bytes);
        assignFields(shell, names, bytes.toString(StandardCharsets.UTF_8));
        return ended ? 0 : 1;
    }

    /** Reads byte by byte, so that what follows the line is left to others. False at the end of the input. */
    private static boolean readLine(Interpreter shell, boolean raw, ByteArrayOutputStream bytes) throws IOException {
        OpenFile input = shell.process().files().get(0);
        byte[] one = new byte[1];
        boolean escaped = false;
        while (input.read(one, 0, 1) > 0) {
            if (escaped) {
                escaped = false;
                if (one[0] != '\n') {
                    bytes.write(one[0]);
                }
            } else if (one[0] == '\\' && !raw) {
                escaped = true;
            } else if (one[0] == '\n') {
                return true;
            } else {
                bytes.write(one[0]);
            }
        }
        return false;
    }

    private static void assignFields(Interpreter shell, List<String> names, String line) {
        String separators = Objects.requireNonNullElse(shell.state().get("IFS"), " \t\n");
        int at = 0;
        for (int i = 0; i < names.size(); i++) {
            while (at < line.length() && isBlankSeparator(separators, line.charAt(at))) {
                at++;
            }
            int end = at;
            if (i == names.size() - 1) {
                end = line.length();
                while (end > at && isBlankSeparator(separators, line.charAt(end - 1))) {
                    end--;
                }
            } else {
                while (end < line.length() && separators.indexOf(line.charAt(end)) < 0) {
                    end++;
                }
            }
            shell.state().set(shell.process(), names.get(i), line.substring(at, end));
            at = Math.min(line.length(), end + 1);
        }
    }

    private static boolean isBlankSeparator(String separators, char c) {
        return Character.isWhitespace(c) && separators.indexOf(c) >= 0;
    }
}
