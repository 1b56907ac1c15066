@NullMarked
package dev.litevps.api.statement;

import org.jspecify.annotations.NullMarked;
