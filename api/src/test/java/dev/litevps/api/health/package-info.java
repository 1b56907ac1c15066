@NullMarked
package dev.litevps.api.health;

import org.jspecify.annotations.NullMarked;
