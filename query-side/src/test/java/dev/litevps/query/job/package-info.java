/** What is shown of background jobs. */
@NullMarked
package dev.litevps.query.job;

import org.jspecify.annotations.NullMarked;
