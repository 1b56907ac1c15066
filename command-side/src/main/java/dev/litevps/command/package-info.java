/** What every command has in common. Each aggregate lies in a package of its own below: its commands are public, it itself is not. */
@NullMarked
package dev.litevps.command;

import org.jspecify.annotations.NullMarked;
