@NullMarked
package dev.litevps.api.audit;

import org.jspecify.annotations.NullMarked;
