package dev.litevps.host.simulated.shell;

import dev.litevps.host.simulated.system.Descriptors;
import dev.litevps.host.simulated.system.Devices;
import dev.litevps.host.simulated.system.Failures;
import dev.litevps.host.simulated.system.GuestProcess;
import dev.litevps.host.simulated.system.OpenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Points descriptors elsewhere, as {@code >file}, {@code 2>&1} and here-documents say. */
final class Redirections {

    private Redirections() {}

    /** False if one of them failed; the reason has been said on stderr. */
    static boolean apply(Interpreter shell, Descriptors files, List<Node.Redirect> redirects) throws IOException {
        for (Node.Redirect redirect : redirects) {
            String target = "";
            try {
                if (redirect.document() == null) {
                    target = shell.expander().single(redirect.target());
                }
                apply(shell, files, redirect, target);
            } catch (IOException e) {
                shell.complain(describe(redirect.operator(), target, e));
                return false;
            }
        }
        return true;
    }

    private static String describe(String operator, String target, IOException failure) {
        String reason = Failures.text(failure);
        if (operator.endsWith("&")) {
            return target + ": " + reason;
        }
        String verb = operator.startsWith("<") ? "open" : "create";
        String cause = reason.equals("No such file or directory")
                ? (verb.equals("open") ? "No such file" : "Directory nonexistent")
                : reason;
        return "cannot " + verb + " " + target + ": " + cause;
    }

    private static void apply(Interpreter shell, Descriptors files, Node.Redirect redirect, String target)
            throws IOException {
        int number = redirect.descriptor();
        HereDocument document = redirect.document();
        if (document != null) {
            files.set(number, text(shell.expander().single(document.body())));
            return;
        }
        switch (redirect.operator()) {
            case "<" -> files.set(number, open(shell.process(), files, target));
            case "<<<" -> files.set(number, text(target + "\n"));
            case ">" -> files.set(number, create(shell, files, target, false));
            case ">|", "<>" -> files.set(number, openForWriting(shell.process(), files, target, false));
            case ">>" -> files.set(number, openForWriting(shell.process(), files, target, true));
            case "&>", "&>>" -> {
                files.set(
                        1,
                        openForWriting(
                                shell.process(),
                                files,
                                target,
                                redirect.operator().equals("&>>")));
                files.duplicate(1, 2);
            }
            default -> duplicate(shell, files, number, target, redirect.operator());
        }
    }

    private static void duplicate(Interpreter shell, Descriptors files, int number, String target, String operator)
            throws IOException {
        if (target.equals("-")) {
            files.close(number);
        } else if (target.matches("\\d{1,3}")) {
            files.duplicate(Integer.parseInt(target), number);
        } else if (operator.equals(">&")) {
            files.set(1, openForWriting(shell.process(), files, target, false));
            files.duplicate(1, 2);
        } else {
            throw new IOException("Bad file descriptor");
        }
    }

    private static OpenFile create(Interpreter shell, Descriptors files, String target, boolean append)
            throws IOException {
        Path path = shell.process().path(target);
        if (shell.state().options.contains('C') && Files.isRegularFile(path) && !path.startsWith("/dev")) {
            throw new IOException("File exists");
        }
        return openForWriting(shell.process(), files, target, append);
    }

    private static OpenFile open(GuestProcess process, Descriptors files, String target) throws IOException {
        int number = numberOf(target);
        return number >= 0
                ? files.get(number).retain()
                : process.system().disk().open(process.path(target));
    }

    private static OpenFile openForWriting(GuestProcess process, Descriptors files, String target, boolean append)
            throws IOException {
        int number = numberOf(target);
        return number >= 0
                ? files.get(number).retain()
                : process.system().disk().openForWriting(process.path(target), append);
    }

    /** The descriptor that a file of {@code /dev} stands for; -1 if it stands for none. */
    private static int numberOf(String target) {
        return switch (target) {
            case "/dev/stdin" -> 0;
            case "/dev/stdout" -> 1;
            case "/dev/stderr" -> 2;
            default ->
                target.matches("/(dev/fd|proc/self/fd)/\\d{1,3}")
                        ? Integer.parseInt(target.substring(target.lastIndexOf('/') + 1))
                        : -1;
        };
    }

    private static OpenFile text(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Devices.text(bytes);
    }
}
