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

    /**
     * The entry because of which the script must not be run; or what is wrong with a script that holds so many others that nobody
     * reads all of them.
     */
    Optional<String> foundIn(String script) {
        ReadScripts read = new ReadScripts();
        Optional<String> found = new Search(read).script(script, 0).findFirst().map(BlockedEntry::text);
        return found.isEmpty() && read.areTooMany() ? Optional.of(ReadScripts.TOO_MANY) : found;
    }

    /** One look through a script and the scripts in it. */
    private final class Search {

        private final ReadScripts read;

        private Search(ReadScripts read) {
            this.read = read;
        }

        private Stream<BlockedEntry> script(String text, int depth) {
            if (!read.isNew(text, depth)) {
                return Stream.empty();
            }
            ShellScript script = ShellScript.of(text);
            String bare = script.bare();
            return Stream.of(
                            entries.stream().filter(entry -> entry.matchesBare(bare)),
                            script.commands().stream().flatMap(words -> command(words, depth)),
                            script.inputs().stream().flatMap(input -> input(input, depth)))
                    .flatMap(found -> found);
        }

        /** What is fed to a shell is a script; what is fed to anything else is text. */
        private Stream<BlockedEntry> input(ShellInput input, int depth) {
            boolean isScript = depth < DEEPEST
                    && input.readers().stream().map(Invocation::of).anyMatch(Invocation::readsScript);
            return isScript ? input.texts().stream().flatMap(text -> script(text, depth + 1)) : Stream.empty();
        }

        private Stream<BlockedEntry> command(List<String> words, int depth) {
            Invocation invocation = Invocation.of(words);
            Stream<BlockedEntry> here = entries.stream().filter(entry -> entry.matches(invocation));
            if (depth >= DEEPEST) {
                return here;
            }
            return Stream.of(
                            here,
                            invocation.scripts().flatMap(script -> script(script, depth + 1)),
                            invocation.commands().flatMap(command -> command(command, depth + 1)))
                    .flatMap(found -> found);
        }
    }
}
