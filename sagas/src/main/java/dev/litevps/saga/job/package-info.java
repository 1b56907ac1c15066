/** Background jobs in guests: the process, the durable work that it orders, and what the jobs printed. */
@NullMarked
package dev.litevps.saga.job;

import org.jspecify.annotations.NullMarked;
