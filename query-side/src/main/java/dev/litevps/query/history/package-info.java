/** What happened, event by event: an index of the event store by what auditors ask for. The events themselves stay where they are. */
@NullMarked
package dev.litevps.query.history;

import org.jspecify.annotations.NullMarked;
