/** Files in guests: uploaded and downloaded as streams. */
@NullMarked
package dev.litevps.api.file;

import org.jspecify.annotations.NullMarked;
