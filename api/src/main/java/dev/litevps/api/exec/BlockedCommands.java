package dev.litevps.api.exec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The commands that are not run in guests. They are found as the words that a shell would run, also behind {@code sudo}
 * and its like and in scripts for another shell, but not in what is only text. This stops accidents, not attackers: whoever
 * is root in a machine can always do what is on the list.
 */
final class BlockedCommands {

    /** Scripts within scripts are looked into so deep. */
    private static final int DEEPEST = 10;

    private final List<BlockedEntry> entries;

    /** Each as one would type it. */
    BlockedCommands(List<String> entries) {
        this.entries = entries.stream().map(BlockedEntry::of).toList();
    }

    /** The entry because of which the script must not be run. */
    Optional<String> foundIn(String script) {
        return search(script, 0).findFirst().map(BlockedEntry::text);
    }

    private Stream<BlockedEntry> search(String text, int depth) {
        ShellScript script = ShellScript.of(text);
        String bare = script.bare();
        return Stream.of(
                        entries.stream().filter(entry -> entry.matchesBare(bare)),
                        script.commands().stream().flatMap(words -> search(words, depth)),
                        script.inputs().stream().flatMap(input -> search(input, depth)))
                .flatMap(found -> found);
    }

    /** What is fed to a shell is a script; what is fed to anything else is text. */
    private Stream<BlockedEntry> search(ShellInput input, int depth) {
        boolean isScript =
                depth < DEEPEST && input.readers().stream().map(Invocation::of).anyMatch(Invocation::readsScript);
        return isScript ? input.texts().stream().flatMap(text -> search(text, depth + 1)) : Stream.empty();
    }

    private Stream<BlockedEntry> search(List<String> words, int depth) {
        Invocation invocation = Invocation.of(words);
        Stream<BlockedEntry> here = entries.stream().filter(entry -> entry.matches(invocation));
        if (depth >= DEEPEST) {
            return here;
        }
        return Stream.of(
                        here,
                        invocation.scripts().flatMap(script -> search(script, depth + 1)),
                        invocation.commands().flatMap(command -> search(command, depth + 1)))
                .flatMap(found -> found);
    }
}
