@NullMarked
package dev.litevps.command.intervention;

import org.jspecify.annotations.NullMarked;
