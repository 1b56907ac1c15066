/** What operators see and decide: {@code /api/admin}. Nobody else gets in. */
@NullMarked
package dev.litevps.api.admin;

import org.jspecify.annotations.NullMarked;
