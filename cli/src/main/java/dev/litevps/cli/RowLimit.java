package dev.litevps.cli;

import picocli.CommandLine.Option;

/** How much of a list is shown. */
final class RowLimit {

    static final int DEFAULT = 100;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "How many at most (default: ${DEFAULT-VALUE}); it is said if there are more.")
    private int rows = DEFAULT;

    int rows() {
        return rows;
    }
}
