/** Erasing people: what is destroyed, in one transaction with the receipt. */
@NullMarked
package dev.litevps.api.erasure;

import org.jspecify.annotations.NullMarked;
