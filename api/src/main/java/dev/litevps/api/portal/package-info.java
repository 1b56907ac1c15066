/** The few pages on which people register, log in and make access tokens: static, and clients of the API like any other. */
@NullMarked
package dev.litevps.api.portal;

import org.jspecify.annotations.NullMarked;
