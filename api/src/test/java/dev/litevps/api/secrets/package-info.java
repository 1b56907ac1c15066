@NullMarked
package dev.litevps.api.secrets;

import org.jspecify.annotations.NullMarked;
