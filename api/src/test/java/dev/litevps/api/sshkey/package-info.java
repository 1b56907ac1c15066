/** SSH public keys at the edge. */
@NullMarked
package dev.litevps.api.sshkey;

import org.jspecify.annotations.NullMarked;
