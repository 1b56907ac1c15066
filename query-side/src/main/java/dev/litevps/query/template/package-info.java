/** The list of templates. */
@NullMarked
package dev.litevps.query.template;

import org.jspecify.annotations.NullMarked;
