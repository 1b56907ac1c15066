package dev.litevps.api.exec;

import java.util.List;

/**
 * What is fed to the commands of one line.
 *
 * @param readers the commands of the line; any of them may read it, or what another makes of it
 */
record ShellInput(List<List<String>> readers, List<String> texts) {}
