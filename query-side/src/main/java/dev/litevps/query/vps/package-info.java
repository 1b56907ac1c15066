/** What machines there are, and in which state: what customers see of them. */
@NullMarked
package dev.litevps.query.vps;

import org.jspecify.annotations.NullMarked;
