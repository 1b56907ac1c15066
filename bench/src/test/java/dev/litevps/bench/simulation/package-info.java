/** The simulation of money, and that it would find what is wrong. */
@NullMarked
package dev.litevps.bench.simulation;

import org.jspecify.annotations.NullMarked;
