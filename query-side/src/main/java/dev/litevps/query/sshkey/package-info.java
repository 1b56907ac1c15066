/** The SSH public keys that an account can name when it creates a machine. */
@NullMarked
package dev.litevps.query.sshkey;

import org.jspecify.annotations.NullMarked;
