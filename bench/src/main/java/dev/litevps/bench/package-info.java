/** Benchmarks. Each prints its figure beside the limit that the same machine showed in the same run. */
@NullMarked
package dev.litevps.bench;

import org.jspecify.annotations.NullMarked;
