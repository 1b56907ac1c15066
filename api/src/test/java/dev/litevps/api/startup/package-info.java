/** Tests of what a user reads when a start fails. */
@NullMarked
package dev.litevps.api.startup;

import org.jspecify.annotations.NullMarked;
