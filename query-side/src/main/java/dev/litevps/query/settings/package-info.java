/** What operators have set for the whole platform. */
@NullMarked
package dev.litevps.query.settings;

import org.jspecify.annotations.NullMarked;
