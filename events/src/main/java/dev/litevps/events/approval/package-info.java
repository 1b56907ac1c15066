/** Money that support wants to move and a second person has to approve. */
@NullMarked
package dev.litevps.events.approval;

import org.jspecify.annotations.NullMarked;
