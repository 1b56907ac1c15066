package dev.litevps.cli;

import picocli.CommandLine.Option;

/** For whom a command writes that is none of {@link StaffOptions}. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "TABLE",
            description = "json or table (default).")
    private OutputForm form = OutputForm.TABLE;

    OutputForm form() {
        return form;
    }
}
