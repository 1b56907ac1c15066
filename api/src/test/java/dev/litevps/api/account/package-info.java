@NullMarked
package dev.litevps.api.account;

import org.jspecify.annotations.NullMarked;
