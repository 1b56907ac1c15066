/** What happens to the addresses at which an account wants to be alerted about its money. */
@NullMarked
package dev.litevps.events.alert;

import org.jspecify.annotations.NullMarked;
