package dev.litevps.host.simulated.tool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** {@code find}, with the tests and actions that scripts use most. */
final class FindTool {

    /** A test or an action on a file. */
    @FunctionalInterface
    private interface Predicate {
        boolean test(Path path, String shown) throws IOException;
    }

    private final Invocation call;
    private final List<String> words;
    private int at;
    private long maxDepth = Long.MAX_VALUE;
    private long minDepth;
    private boolean acts;
    private int status;

    private FindTool(Invocation call) {
        this.call = call;
        this.words = call.arguments();
    }

    static int run(Invocation call) throws IOException {
        return new FindTool(call).run();
    }

    private int run() throws IOException {
        List<String> roots = new ArrayList<>();
        while (at < words.size()
                && !words.get(at).startsWith("-")
                && !words.get(at).matches("[(!]")) {
            roots.add(words.get(at++));
        }
        Predicate expression = at < words.size() ? or() : (path, shown) -> true;
        if (at < words.size()) {
            throw new UsageException("unexpected argument '" + words.get(at) + "'");
        }
        boolean prints = !acts;
        Predicate whole = prints ? (path, shown) -> expression.test(path, shown) && print(shown, "\n") : expression;
        int failures = call.forEach(roots.isEmpty() ? List.of(".") : roots, "'%s'", root -> {
            Path path = call.path(root);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(root);
            }
            visit(path, root, 0, whole);
        });
        return failures == 0 ? status : failures;
    }

    private void visit(Path path, String shown, int depth, Predicate expression) throws IOException {
        call.process().checkpoint();
        if (depth > maxDepth || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && depth < maxDepth) {
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(path)) {
                listing.forEach(entries::add);
            }
        }
        boolean deletes = words.contains("-delete");
        if (!deletes && depth >= minDepth) {
            expression.test(path, shown);
        }
        for (Path entry : entries) {
            visit(entry, (shown.endsWith("/") ? shown : shown + "/") + entry.getFileName(), depth + 1, expression);
        }
        if (deletes && depth >= minDepth) {
            expression.test(path, shown);
        }
    }

    private boolean print(String shown, String end) throws IOException {
        call.out().print(shown).print(end);
        return true;
    }

    private Predicate or() {
        Predicate left = and();
        while (take("-o") || take("-or")) {
            Predicate before = left;
            Predicate right = and();
            left = (path, shown) -> before.test(path, shown) || right.test(path, shown);
        }
        return left;
    }

    private Predicate and() {
        Predicate left = not();
        while (at < words.size() && !words.get(at).matches("-o|-or|\\)")) {
            if (take("-a") || take("-and")) {
                continue;
            }
            Predicate before = left;
            Predicate right = not();
            left = (path, shown) -> before.test(path, shown) && right.test(path, shown);
        }
        return left;
    }

    private Predicate not() {
        if (take("!") || take("-not")) {
            Predicate inner = not();
            return (path, shown) -> !inner.test(path, shown);
        }
        if (take("(")) {
            Predicate inner = or();
            if (!take(")")) {
                throw new UsageException("missing ')'");
            }
            return inner;
        }
        return primary(next());
    }

    private Predicate primary(String word) {
        return switch (word) {
            case "-name" -> byName(ShellPattern.compile(next()));
            case "-iname" -> byName(Pattern.compile(ShellPattern.compile(next()).pattern(), Pattern.CASE_INSENSITIVE));
            case "-path", "-wholename" -> {
                Pattern pattern = ShellPattern.compile(next());
                yield (path, shown) -> pattern.matcher(shown).matches();
            }
            case "-type" -> byType(next());
            case "-size" -> bySize(next());
            case "-mtime" -> byAge(next(), Duration.ofDays(1));
            case "-mmin" -> byAge(next(), Duration.ofMinutes(1));
            case "-newer" -> {
                Path other = call.path(next());
                yield (path, shown) -> Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(other)) > 0;
            }
            case "-empty" -> (path, shown) -> isEmpty(path);
            case "-perm" -> {
                int mode = Integer.parseInt(next().replaceAll("[^0-7]", ""), 8);
                yield (path, shown) -> (Modes.bits(Files.getPosixFilePermissions(path)) & mode) == mode;
            }
            case "-user", "-group" -> {
                boolean root = next().matches("root|0");
                yield (path, shown) -> root;
            }
            case "-maxdepth" -> {
                maxDepth = Invocation.number(next());
                yield (path, shown) -> true;
            }
            case "-mindepth" -> {
                minDepth = Invocation.number(next());
                yield (path, shown) -> true;
            }
            case "-true", "-xdev", "-mount", "-depth" -> (path, shown) -> true;
            case "-prune" -> (path, shown) -> true;
            default -> action(word);
        };
    }

    private Predicate action(String word) {
        acts = true;
        return switch (word) {
            case "-print" -> (path, shown) -> print(shown, "\n");
            case "-print0" -> (path, shown) -> print(shown, "\0");
            case "-delete" ->
                (path, shown) -> {
                    Files.delete(path);
                    return true;
                };
            case "-exec" -> execute();
            default -> throw new UsageException("unknown predicate '" + word + "'");
        };
    }

    private Predicate execute() {
        List<String> command = new ArrayList<>();
        while (at < words.size() && !words.get(at).equals(";") && !words.get(at).equals("+")) {
            command.add(words.get(at++));
        }
        if (at++ >= words.size()) {
            throw new UsageException("missing argument to '-exec'");
        }
        return (path, shown) -> {
            List<String> filled =
                    command.stream().map(part -> part.replace("{}", shown)).toList();
            return RunTools.runChild(call, filled) == 0;
        };
    }

    private static Predicate byName(Pattern pattern) {
        return (path, shown) -> pattern.matcher(FileTools.name(shown)).matches();
    }

    private static Predicate byType(String type) {
        return (path, shown) -> switch (type) {
            case "f" -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
            case "d" -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            case "l" -> Files.isSymbolicLink(path);
            default -> false;
        };
    }

    private static Predicate bySize(String text) {
        String number = text.replaceFirst("^[+-]", "");
        boolean bytes = number.endsWith("c");
        boolean blocks = number.matches("\\d+b?");
        long wanted = Sizes.parse(number.replaceFirst("[cb]$", "")) * (blocks && !bytes ? 512 : 1);
        return (path, shown) -> {
            long size = Files.isDirectory(path) ? 0 : Files.size(path);
            return text.startsWith("+") ? size > wanted : text.startsWith("-") ? size < wanted : size == wanted;
        };
    }

    private static Predicate byAge(String text, Duration unit) {
        long wanted = Invocation.number(text.replaceFirst("^[+-]", ""));
        return (path, shown) -> {
            Duration age = Duration.between(Files.getLastModifiedTime(path).toInstant(), Instant.now());
            long units = age.dividedBy(unit);
            return text.startsWith("+") ? units > wanted : text.startsWith("-") ? units < wanted : units == wanted;
        };
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.isRegularFile(path) && Files.size(path) == 0;
        }
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(path)) {
            return !listing.iterator().hasNext();
        }
    }

    private String next() {
        if (at >= words.size()) {
            throw new UsageException("missing argument to '" + words.getLast() + "'");
        }
        return words.get(at++);
    }

    private boolean take(String word) {
        if (at < words.size() && words.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    /** A path and all below it, a directory before what is in it. */
    static List<Path> walk(Invocation call, Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(call, root, found);
        return found;
    }

    private static void collect(Invocation call, Path path, List<Path> found) throws IOException {
        call.process().checkpoint();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(path.toString());
        }
        found.add(path);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> listing = Files.newDirectoryStream(path)) {
                listing.forEach(entries::add);
            }
            for (Path entry : entries) {
                collect(call, Objects.requireNonNull(entry), found);
            }
        }
    }
}
