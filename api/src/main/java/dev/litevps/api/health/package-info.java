/** Whether the server is up, and whether it does what it should: for load balancers, for support and for alerts. */
@NullMarked
package dev.litevps.api.health;

import org.jspecify.annotations.NullMarked;
