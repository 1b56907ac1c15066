/** What operators set for the whole platform. */
@NullMarked
package dev.litevps.events.settings;

import org.jspecify.annotations.NullMarked;
