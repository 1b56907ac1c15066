/** Who has an account, and in which role. */
@NullMarked
package dev.litevps.query.account;

import org.jspecify.annotations.NullMarked;
