/** Telling people what happens to their money: each event that somebody must know of becomes one e-mail to each address, in durable steps that survive a kill. What the e-mails say and how they are sent is the business of whoever implements {@code AlertSender}. */
@NullMarked
package dev.litevps.saga.alert;

import org.jspecify.annotations.NullMarked;
