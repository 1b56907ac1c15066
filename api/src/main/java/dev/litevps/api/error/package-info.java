/** What an error looks like, for whoever has to answer with one. */
@NullMarked
package dev.litevps.api.error;

import org.jspecify.annotations.NullMarked;
