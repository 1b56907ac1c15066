@NullMarked
package dev.litevps.api.operations;

import org.jspecify.annotations.NullMarked;
