/** The portal, as a browser and as a program sees it. */
@NullMarked
package dev.litevps.api.portal;

import org.jspecify.annotations.NullMarked;
