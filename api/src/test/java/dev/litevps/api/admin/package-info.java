@NullMarked
package dev.litevps.api.admin;

import org.jspecify.annotations.NullMarked;
