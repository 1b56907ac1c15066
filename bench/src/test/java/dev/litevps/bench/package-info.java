/** That benchmarks can be run. */
@NullMarked
package dev.litevps.bench;

import org.jspecify.annotations.NullMarked;
