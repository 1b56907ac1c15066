package dev.litevps.host;

/**
 * What a job in a guest has printed.
 *
 * @param stdout decoded as UTF-8 with malformed bytes replaced
 * @param stdoutTruncated whether there was more than is kept
 */
public record GuestJobOutput(String stdout, String stderr, boolean stdoutTruncated, boolean stderrTruncated) {

    /** Nothing. */
    public static final GuestJobOutput NONE = new GuestJobOutput("", "", false, false);
}
