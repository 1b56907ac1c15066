/** What alerts say. */
@NullMarked
package dev.litevps.api.alert;

import org.jspecify.annotations.NullMarked;
