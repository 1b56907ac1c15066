/** Logging in, and the account's own page. */
@NullMarked
package dev.litevps.api.account;

import org.jspecify.annotations.NullMarked;
