/** What customers give to cloud-init: it may hold secrets, so no event has it. */
@NullMarked
package dev.litevps.api.userdata;

import org.jspecify.annotations.NullMarked;
