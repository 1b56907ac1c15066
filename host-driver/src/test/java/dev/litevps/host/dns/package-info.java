@NullMarked
package dev.litevps.host.dns;

import org.jspecify.annotations.NullMarked;
