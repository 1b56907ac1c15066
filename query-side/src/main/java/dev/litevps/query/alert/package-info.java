/** At which addresses an account is alerted. */
@NullMarked
package dev.litevps.query.alert;

import org.jspecify.annotations.NullMarked;
