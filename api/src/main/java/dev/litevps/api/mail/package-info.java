/** E-mail: the port, its two adapters (SMTP, and an outbox where no mail server is set up), and the page that shows the outbox. */
@NullMarked
package dev.litevps.api.mail;

import org.jspecify.annotations.NullMarked;
