/** What every endpoint has in common: request ids, errors, how commands are sent, how money is written. */
@NullMarked
package dev.litevps.api.web;

import org.jspecify.annotations.NullMarked;
