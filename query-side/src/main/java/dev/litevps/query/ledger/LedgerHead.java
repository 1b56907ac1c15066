package dev.litevps.query.ledger;

import dev.litevps.events.Usd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger's row of the view, while events are added to it. */
final class LedgerHead {

    private final UUID accountId;
    private final String ledgerId;
    private long balanceMicros;
    private long heldMicros;
    private @Nullable Instant exhaustedAt;
    private @Nullable Instant graceEndsAt;
    private long rows;
    private long version;

    private LedgerHead(UUID accountId, String ledgerId, long version) {
        this.accountId = accountId;
        this.ledgerId = ledgerId;
        this.version = version;
    }

    static LedgerHead opened(UUID accountId, String ledgerId, long version) {
        return new LedgerHead(accountId, ledgerId, version);
    }

    static LedgerHead read(ResultSet row) throws SQLException {
        LedgerHead head = new LedgerHead(
                row.getObject("account_id", UUID.class), row.getString("ledger_id"), row.getLong("version"));
        head.balanceMicros = row.getLong("balance_micros");
        head.heldMicros = row.getLong("held_micros");
        head.exhaustedAt = instant(row.getObject("exhausted_at", OffsetDateTime.class));
        head.graceEndsAt = instant(row.getObject("grace_ends_at", OffsetDateTime.class));
        head.rows = row.getLong("statement_rows");
        return head;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Whether it shows the event already; if not, it does from now on. */
    boolean shows(long event) {
        if (event <= version) {
            return true;
        }
        version = event;
        return false;
    }

    /** Adds rows to the statement; the first of them. */
    long book(Usd balanceAfter, long added) {
        balanceMicros = balanceAfter.micros();
        long first = rows;
        rows += added;
        return first;
    }

    void hold(Usd held) {
        heldMicros = held.micros();
    }

    void exhaust(Instant at, Instant graceEnds) {
        exhaustedAt = at;
        graceEndsAt = graceEnds;
    }

    void restore() {
        exhaustedAt = null;
        graceEndsAt = null;
    }

    UUID accountId() {
        return accountId;
    }

    String ledgerId() {
        return ledgerId;
    }

    long balanceMicros() {
        return balanceMicros;
    }

    long heldMicros() {
        return heldMicros;
    }

    /** As PostgreSQL reads it. */
    @Nullable
    String exhaustedAt() {
        return exhaustedAt == null ? null : exhaustedAt.toString();
    }

    /** As PostgreSQL reads it. */
    @Nullable
    String graceEndsAt() {
        return graceEndsAt == null ? null : graceEndsAt.toString();
    }

    long rows() {
        return rows;
    }

    long version() {
        return version;
    }
}
