/** The access tokens of an account, and what the VPSes that were created with each have cost. */
@NullMarked
package dev.litevps.query.token;

import org.jspecify.annotations.NullMarked;
