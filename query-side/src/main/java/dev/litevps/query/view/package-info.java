/** What views there are, and which tables each of them is kept in. */
@NullMarked
package dev.litevps.query.view;

import org.jspecify.annotations.NullMarked;
