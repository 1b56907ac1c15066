/** The account's SSH public keys. */
@NullMarked
package dev.litevps.api.sshkey;

import org.jspecify.annotations.NullMarked;
