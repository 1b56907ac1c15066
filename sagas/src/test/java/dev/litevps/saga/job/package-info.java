/** Background jobs: the process and its worker. */
@NullMarked
package dev.litevps.saga.job;

import org.jspecify.annotations.NullMarked;
