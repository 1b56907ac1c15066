/** What happens to a template: a size under a name that customers order by. */
@NullMarked
package dev.litevps.events.template;

import org.jspecify.annotations.NullMarked;
