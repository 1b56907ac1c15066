/** What an e-mail can be. */
@NullMarked
package dev.litevps.api.mail;

import org.jspecify.annotations.NullMarked;
