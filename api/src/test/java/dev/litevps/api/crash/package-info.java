/** The server is killed with SIGKILL at chosen points of its work, and must mend everything after a restart. */
@NullMarked
package dev.litevps.api.crash;

import org.jspecify.annotations.NullMarked;
