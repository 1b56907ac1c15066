/** An account's money, for its owner: balance, history, forecast, and how a charge came about. */
@NullMarked
package dev.litevps.api.billing;

import org.jspecify.annotations.NullMarked;
