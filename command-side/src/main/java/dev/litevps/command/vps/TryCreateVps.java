package dev.litevps.command.vps;

import dev.litevps.command.Command;
import dev.litevps.command.vps.VpsCommand.CreateVps;

/** Refuse what this request would be refused for, and change nothing. */
public record TryCreateVps(CreateVps request) implements Command {}
