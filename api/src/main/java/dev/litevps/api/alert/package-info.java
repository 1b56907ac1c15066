/** The addresses at which an account is alerted, and the e-mails that are sent there. */
@NullMarked
package dev.litevps.api.alert;

import org.jspecify.annotations.NullMarked;
