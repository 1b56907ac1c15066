@NullMarked
package dev.litevps.api.erasure;

import org.jspecify.annotations.NullMarked;
