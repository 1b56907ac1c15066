package dev.litevps.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * An amount of US dollars in whole micro-dollars (1 USD = 1,000,000 µ$). Never a floating-point number; arithmetic that
 * would overflow throws {@link ArithmeticException}.
 */
public record Usd(@JsonValue long micros) implements Comparable<Usd> {

    public static final Usd ZERO = new Usd(0);

    private static final int MICRO_DIGITS = 6;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Usd {}

    /** The amount written as dollars, for example {@code "10.00"}; at most six decimals. */
    public static Usd of(String dollars) {
        return of(new BigDecimal(dollars));
    }

    /** This many dollars; {@link ArithmeticException} if that is no whole number of micro-dollars, or too large. */
    public static Usd of(BigDecimal dollars) {
        // Not movePointRight, which writes out all the zeros of a number such as 1e600000000.
        return new Usd(dollars.scaleByPowerOfTen(MICRO_DIGITS).longValueExact());
    }

    public Usd plus(Usd other) {
        return new Usd(Math.addExact(micros, other.micros));
    }

    public Usd minus(Usd other) {
        return new Usd(Math.subtractExact(micros, other.micros));
    }

    public boolean isLessThan(Usd other) {
        return micros < other.micros;
    }

    public boolean isPositive() {
        return micros > 0;
    }

    /** The exact amount in dollars, with six decimals. */
    public BigDecimal toDollars() {
        return BigDecimal.valueOf(micros, MICRO_DIGITS);
    }

    @Override
    public int compareTo(Usd other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        return toDollars().toPlainString() + " USD";
    }
}
