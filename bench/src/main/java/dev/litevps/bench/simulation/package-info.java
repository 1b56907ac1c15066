/**
 * Whether money is exact: years of accounts, machines and mishaps in virtual time, on the real command side, beside an
 * oracle that computes every charge in another way. One number, the seed, decides all that happens.
 */
@NullMarked
package dev.litevps.bench.simulation;

import org.jspecify.annotations.NullMarked;
