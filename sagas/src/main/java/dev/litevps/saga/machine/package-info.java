/** The durable work on machines that processes order: written with the saga in one transaction, done by a worker at least once, and told to the aggregate as a command. */
@NullMarked
package dev.litevps.saga.machine;

import org.jspecify.annotations.NullMarked;
