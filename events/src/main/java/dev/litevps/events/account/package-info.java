/** What happens to an account: the person or agent that owns machines and money. */
@NullMarked
package dev.litevps.events.account;

import org.jspecify.annotations.NullMarked;
