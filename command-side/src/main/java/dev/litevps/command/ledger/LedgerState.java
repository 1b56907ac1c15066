package dev.litevps.command.ledger;

import dev.litevps.events.Minute;
import dev.litevps.events.Usd;
import dev.litevps.events.ledger.ChargeLine;
import dev.litevps.events.ledger.LedgerEvent;
import dev.litevps.events.ledger.LedgerEvent.BalanceAdjusted;
import dev.litevps.events.ledger.LedgerEvent.BalanceExhausted;
import dev.litevps.events.ledger.LedgerEvent.BalanceRestored;
import dev.litevps.events.ledger.LedgerEvent.ChargesReversed;
import dev.litevps.events.ledger.LedgerEvent.FundsCredited;
import dev.litevps.events.ledger.LedgerEvent.FundsHeld;
import dev.litevps.events.ledger.LedgerEvent.FundsRefunded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnded;
import dev.litevps.events.ledger.LedgerEvent.GraceEnding;
import dev.litevps.events.ledger.LedgerEvent.HoldReleased;
import dev.litevps.events.ledger.LedgerEvent.LedgerOpened;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceOver;
import dev.litevps.events.ledger.LedgerEvent.LowBalanceReached;
import dev.litevps.events.ledger.LedgerEvent.MeterClosed;
import dev.litevps.events.ledger.LedgerEvent.MeterOpened;
import dev.litevps.events.ledger.LedgerEvent.MeterRemoved;
import dev.litevps.events.ledger.LedgerEvent.MinuteCharged;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitEnded;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitReached;
import dev.litevps.events.ledger.LedgerEvent.SpendLimitSet;
import dev.litevps.events.ledger.LedgerEvent.SuspensionDue;
import dev.litevps.events.token.AccessTokenId;
import dev.litevps.events.vps.VpsId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a ledger's events add up to. */
class LedgerState {

    private Usd balance = Usd.ZERO;
    private Usd held = Usd.ZERO;
    private Map<VpsId, Usd> holds = new HashMap<>();
    private Meters meters = new Meters();
    private Minute chargedThrough = new Minute(0);
    private Map<AccessTokenId, Spending> spendings = new LinkedHashMap<>();

    /** How many of the spendings are only kept for the machines that are left. */
    private int endedLimits;

    /** Credits, refunds and adjustments: each counts once. */
    private Set<UUID> booked = new HashSet<>();

    private Refunds refunds = new Refunds();

    /** Below what the balance was when it was last said to be low; null if that is to be said the next time. */
    private @Nullable Usd warnedBelow;

    private boolean creditedSinceWarned;

    private @Nullable Instant graceEndsAt;
    private boolean graceOver;

    void on(LedgerEvent event) {
        switch (event) {
            case LedgerOpened _, GraceEnding _, SuspensionDue _ -> {
                // Nothing is added up from these.
            }
            case FundsCredited credited -> book(credited.creditId().value(), credited.balanceAfter());
            case FundsRefunded refunded -> {
                refunds.returned(refunded.vpsId(), refunded.chargeId(), refunded.amount());
                book(refunded.refundId().value(), refunded.balanceAfter());
            }
            case BalanceAdjusted adjusted -> {
                if (adjusted.vpsId() != null) {
                    refunds.returned(adjusted.vpsId(), adjusted.chargeId(), adjusted.amount());
                }
                book(adjusted.adjustmentId().value(), adjusted.balanceAfter());
            }
            case FundsHeld hold -> {
                held = hold.heldAfter();
                holds.put(hold.vpsId(), hold.amount());
            }
            case HoldReleased released -> {
                held = released.heldAfter();
                holds.remove(released.vpsId());
            }
            case MeterOpened opened -> meters.open(opened.vpsId(), opened.planId(), opened.tokenId(), opened.at());
            case MeterClosed closed -> meters.close(closed.vpsId(), closed.until());
            case MeterRemoved removed -> {
                meters.remove(removed.vpsId());
                refunds.destroyed(removed.vpsId());
                forgetEndedLimits();
            }
            case MinuteCharged charged -> {
                charged.lines().forEach(this::charge);
                chargedThrough = charged.minute();
                balance = charged.balanceAfter();
                forgetEndedLimits();
            }
            case ChargesReversed reversed -> {
                reversed.lines().reversed().forEach(this::reverse);
                refunds.reversed(reversed.lines());
                balance = reversed.balanceAfter();
            }
            case LowBalanceReached low -> {
                warnedBelow = low.threshold();
                creditedSinceWarned = false;
            }
            case LowBalanceOver _ -> warnedBelow = null;
            case BalanceExhausted exhausted -> graceEndsAt = exhausted.graceEndsAt();
            case BalanceRestored _ -> {
                graceEndsAt = null;
                graceOver = false;
            }
            case GraceEnded _ -> graceOver = true;
            case SpendLimitSet limit ->
                spendings.merge(
                        limit.tokenId(),
                        Spending.upTo(limit.limit()),
                        (known, fresh) -> known.limitedTo(fresh.limit()));
            case SpendLimitEnded ended -> {
                if (spendings.computeIfPresent(ended.tokenId(), (_, spending) -> spending.markEnded()) != null) {
                    endedLimits++;
                    forgetEndedLimits();
                }
            }
            case SpendLimitReached reached ->
                spendings.computeIfPresent(reached.tokenId(), (_, spending) -> spending.markReported());
        }
    }

    private void book(UUID entry, Usd after) {
        booked.add(entry);
        creditedSinceWarned |= balance.isLessThan(after);
        balance = after;
        if (warnedBelow != null && !balance.isLessThan(warnedBelow)) {
            warnedBelow = null;
        }
    }

    /**
     * A token that is revoked and has no machines left cannot spend anything any more. While something is held, a machine
     * may be in the making that has no meter yet: nobody knows here by which token, so all limits are kept until later.
     */
    private void forgetEndedLimits() {
        if (endedLimits > 0 && holds.isEmpty()) {
            spendings.entrySet().removeIf(entry -> entry.getValue().ended() && !meters.hasAnyOf(entry.getKey()));
            endedLimits =
                    (int) spendings.values().stream().filter(Spending::ended).count();
        }
    }

    private void charge(ChargeLine line) {
        refunds.charged(line, meters.isKept(line.vpsId()));
        meters.charge(line);
        AccessTokenId token = line.tokenId();
        if (token != null) {
            spendings.computeIfPresent(token, (_, spending) -> spending.plus(line.amount()));
        }
    }

    private void reverse(ChargeLine line) {
        meters.reverse(line);
        AccessTokenId token = line.tokenId();
        if (token != null) {
            spendings.computeIfPresent(token, (_, spending) -> spending.minus(line.amount()));
        }
    }

    Usd balance() {
        return balance;
    }

    Usd held() {
        return held;
    }

    Usd available() {
        return balance.minus(held);
    }

    boolean isBooked(UUID entry) {
        return booked.contains(entry);
    }

    boolean isHeld(VpsId vpsId) {
        return holds.containsKey(vpsId);
    }

    @Nullable
    Usd hold(VpsId vpsId) {
        return holds.get(vpsId);
    }

    Refunds refunds() {
        return refunds;
    }

    Meters meters() {
        return meters;
    }

    /** The last minute that was charged. */
    Minute chargedThrough() {
        return chargedThrough;
    }

    /** What the token spends of its limit; null if it has none. */
    @Nullable
    Spending spending(@Nullable AccessTokenId tokenId) {
        return tokenId == null ? null : spendings.get(tokenId);
    }

    boolean isLimitedTo(AccessTokenId tokenId, Usd limit) {
        Spending spending = spendings.get(tokenId);
        return spending != null && spending.limit().equals(limit);
    }

    boolean isWarned() {
        return warnedBelow != null;
    }

    /** Whether money has come in since the balance was last said to be low. */
    boolean isCreditedSinceWarned() {
        return creditedSinceWarned;
    }

    boolean isExhausted() {
        return graceEndsAt != null;
    }

    @Nullable
    Instant graceEndsAt() {
        return graceEndsAt;
    }

    boolean isGraceOver() {
        return graceOver;
    }
}
