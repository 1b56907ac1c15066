package dev.litevps.api.web;

import dev.litevps.events.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money at the edge: US dollars as a JSON number with four decimals, rounded half-even. */
public final class Dollars {

    private static final int DECIMALS = 4;

    private Dollars() {}

    public static BigDecimal of(Usd amount) {
        return amount.toDollars().setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
