package dev.litevps.saga.billing;

import dev.litevps.events.Minute;
import dev.litevps.events.account.AccountId;
import java.util.Collection;
import java.util.List;

/** What the minute clock keeps in mind: whom there is something to charge to, and how far it ever came. */
public interface AccountsToCharge {

    /**
     * Notes that this minute is being charged now. False, and nothing is noted, if a later one was before: the clock never
     * goes back, even if somebody sets the one on the wall.
     */
    boolean advanceTo(Minute minute);

    /** The first accounts, in the order of their ids. */
    List<AccountId> first(int limit);

    /** The accounts that follow this one, in the order of their ids. */
    List<AccountId> after(AccountId previous, int limit);

    /** These were charged up to this minute: those of them that have nothing running have nothing left to charge. */
    void charged(Collection<AccountId> accounts, Minute through);
}
