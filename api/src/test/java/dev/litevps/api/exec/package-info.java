@NullMarked
package dev.litevps.api.exec;

import org.jspecify.annotations.NullMarked;
