@NullMarked
package dev.litevps.query.view;

import org.jspecify.annotations.NullMarked;
