@NullMarked
package dev.litevps.query.finding;

import org.jspecify.annotations.NullMarked;
