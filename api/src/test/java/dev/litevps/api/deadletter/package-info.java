@NullMarked
package dev.litevps.api.deadletter;

import org.jspecify.annotations.NullMarked;
