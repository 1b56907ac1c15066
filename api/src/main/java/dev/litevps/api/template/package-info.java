/** The list of templates, over HTTP. */
@NullMarked
package dev.litevps.api.template;

import org.jspecify.annotations.NullMarked;
