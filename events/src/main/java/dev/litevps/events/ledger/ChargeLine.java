package dev.litevps.events.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What consecutive minutes of one VPS cost at one price. A VPS's charged minutes are numbered from 1 through its whole
 * life; the k-th of them costs, at P micro-dollars an hour, ⌊P·k/60⌋ − ⌊P·(k−1)/60⌋ micro-dollars. So any sixty in a row
 * at one price cost exactly that price.
 *
 * @param tokenId the access token with which the VPS was created or started for these minutes; null if it was none
 * @param priceVersion the how-manieth price of the VPS's plan it is; the first is 1
 * @param minutes how many minutes, from {@code firstMinute} on
 * @param firstNumber the number of the first of them
 * @param amount their sum
 */
public record ChargeLine(
        VpsId vpsId,
        @Nullable AccessTokenId tokenId,
        int priceVersion,
        Usd pricePerHour,
        Minute firstMinute,
        int minutes,
        long firstNumber,
        Usd amount) {

    private static final long MINUTES_PER_HOUR = 60;

    /** The line for these minutes, with the amount that they cost. */
    public static ChargeLine of(
            VpsId vpsId,
            @Nullable AccessTokenId tokenId,
            int priceVersion,
            Usd pricePerHour,
            Minute firstMinute,
            int minutes,
            long firstNumber) {
        return new ChargeLine(
                vpsId,
                tokenId,
                priceVersion,
                pricePerHour,
                firstMinute,
                minutes,
                firstNumber,
                cost(pricePerHour, firstNumber, minutes));
    }

    /** The last minute that the line covers. */
    public Minute lastMinute() {
        return firstMinute.plus(minutes - 1L);
    }

    /** The number of the last minute. */
    public long lastNumber() {
        return firstNumber + minutes - 1;
    }

    /**
     * The part of this line that covers the minutes from {@code from} to {@code to}, both included. The parts of a line
     * add up to it.
     */
    public ChargeLine part(Minute from, Minute to) {
        if (from.isBefore(firstMinute) || to.isAfter(lastMinute()) || to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "%s to %s is no part of %s to %s".formatted(from, to, firstMinute, lastMinute()));
        }
        return of(
                vpsId,
                tokenId,
                priceVersion,
                pricePerHour,
                from,
                Math.toIntExact(to.minus(from) + 1),
                firstNumber + from.minus(firstMinute));
    }

    /** The part of this line that belongs to the charge, which is of the same VPS; empty if nothing does. */
    public Optional<ChargeLine> within(ChargeId charge) {
        Minute from = Minute.laterOf(firstMinute, charge.first());
        Minute to = Minute.earlierOf(lastMinute(), charge.last());
        return from.isAfter(to) ? Optional.empty() : Optional.of(part(from, to));
    }

    /** What these lines cost together. */
    public static Usd sum(List<ChargeLine> lines) {
        Usd sum = Usd.ZERO;
        for (ChargeLine line : lines) {
            sum = sum.plus(line.amount());
        }
        return sum;
    }

    private static Usd cost(Usd pricePerHour, long firstNumber, int minutes) {
        return upTo(pricePerHour, firstNumber + minutes - 1).minus(upTo(pricePerHour, firstNumber - 1));
    }

    private static Usd upTo(Usd pricePerHour, long number) {
        return new Usd(Math.multiplyExact(pricePerHour.micros(), number) / MINUTES_PER_HOUR);
    }
}
