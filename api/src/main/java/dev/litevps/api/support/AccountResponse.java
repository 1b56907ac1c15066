package dev.litevps.api.support;

import dev.litevps.api.web.Dollars;
import dev.litevps.query.account.AccountRow;
import dev.litevps.query.ledger.BalanceRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A customer's account, as people of support see it.
 *
 * @param email masked; {@code [erased]} if the account was erased
 * @param erasedAt null if it was not
 * @param lastLoginAt null if nobody has logged in yet
 * @param balance in US dollars, as what follows
 * @param balanceMicros the same in micro-dollars, exactly
 * @param held what is set aside for VPSes that are being created or started
 * @param available what can be spent
 * @param exhaustedAt since when nothing is left; null if something is
 */
record AccountResponse(
        String id,
        String role,
        String email,
        Instant registeredAt,
        @Nullable Instant lastLoginAt,
        @Nullable Instant erasedAt,
        BigDecimal balance,
        long balanceMicros,
        BigDecimal held,
        BigDecimal available,
        @Nullable Instant exhaustedAt) {

    static AccountResponse of(AccountRow account, String email, BalanceRow money) {
        AccountRow.Erasure erasure = account.erasure();
        BalanceRow.Exhaustion exhaustion = money.exhaustion();
        return new AccountResponse(
                account.id().toString(),
                account.role().name().toLowerCase(Locale.ROOT),
                email,
                account.registeredAt(),
                account.lastLoginAt(),
                erasure == null ? null : erasure.at(),
                Dollars.of(money.balance()),
                money.balance().micros(),
                Dollars.of(money.held()),
                Dollars.of(money.available()),
                exhaustion == null ? null : exhaustion.since());
    }

    /** Without the address, since it may end up in a log. */
    @Override
    public String toString() {
        return "AccountResponse[" + id + "]";
    }
}
