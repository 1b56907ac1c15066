package dev.litevps.saga.billing;

import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import java.time.Duration;

/** Is told what the minute clock does, for metrics and alarms. */
public interface MinuteClockObserver {

    /** All minutes up to this one were charged to so many accounts. */
    void charged(Minute minute, int accounts);

    /** The account could not be charged; it will be tried again with the next minute. */
    void failed(AccountId account);

    /** Somebody set the wall clock forward, or back if negative: a minute was not charged when it was over. */
    void clockWasSet(Duration disagreement);
}
