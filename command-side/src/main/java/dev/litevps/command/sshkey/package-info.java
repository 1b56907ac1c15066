/** SSH public keys that an account keeps with the platform. */
@NullMarked
package dev.litevps.command.sshkey;

import org.jspecify.annotations.NullMarked;
