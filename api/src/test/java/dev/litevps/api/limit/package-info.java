@NullMarked
package dev.litevps.api.limit;

import org.jspecify.annotations.NullMarked;
