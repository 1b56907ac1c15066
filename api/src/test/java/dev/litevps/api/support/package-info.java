@NullMarked
package dev.litevps.api.support;

import org.jspecify.annotations.NullMarked;
