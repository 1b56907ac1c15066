/** Telling people from programs when they register. */
@NullMarked
package dev.litevps.api.captcha;

import org.jspecify.annotations.NullMarked;
