/** What happens to the SSH public keys that an account keeps with the platform. */
@NullMarked
package dev.litevps.events.sshkey;

import org.jspecify.annotations.NullMarked;
