package dev.litevps.query.ledger;

/**
 * The statements that write the views of a ledger, one for each event. Each begins with the ledger's row, which it changes
 * only if it does not show the event yet; whatever else it writes is taken from there, so that an event that comes again
 * changes nothing. As one statement per event, they can be sent together for all events of a batch.
 */
final class LedgerSql {

    static final String OPEN = """
            insert into balance_view (account_id, ledger_id, balance_micros, held_micros, statement_rows, version)
            values (?, ?, 0, 0, 0, ?)
            on conflict (account_id) do nothing""";

    static final String SET_HELD = head("held_micros = ?");

    static final String EXHAUST = head("exhausted_at = ?, grace_ends_at = ?");

    static final String RESTORE = head("exhausted_at = null, grace_ends_at = null");

    /** Changes nothing, but whoever waits for the event need not wait any longer. */
    static final String ADVANCE = "update balance_view set version = ? where account_id = ? and version < ?";

    /** An entry that has no lines. */
    static final String BOOK = "with head as (" + head("balance_micros = ?, statement_rows = statement_rows + 1") + """
             returning account_id, statement_rows - 1 as first_row)
            insert into ledger_entry (account_id, first_row, row_count, sequence_number, event_id, kind, amount_micros,
                balance_after_micros, reason, vps_id, charge_id, at)
            select account_id, first_row, 1, ?, ?, ?, ?, ?, ?, cast(? as uuid), ?, ?
            from head""";

    /** An entry with lines, and the hours of VPSes among which these are divided. */
    static final String BOOK_LINES =
            "with head as (" + head("balance_micros = ?, statement_rows = statement_rows + ?") + """
             returning account_id, statement_rows - ? as first_row),
            hours as (
                insert into charge_hour as known (account_id, hour, vps_id, minutes, amount_micros, first_entry, last_entry)
                select account_id, to_timestamp(share.hour * 3600.0), share.vps_id, share.minutes, share.micros,
                    first_row, first_row
                from head, unnest(cast(? as bigint[]), cast(? as uuid[]), cast(? as integer[]), cast(? as bigint[]))
                    as share (hour, vps_id, minutes, micros)
                on conflict (account_id, hour, vps_id) do update
                set minutes = known.minutes + excluded.minutes,
                    amount_micros = known.amount_micros + excluded.amount_micros,
                    last_entry = excluded.last_entry)
            insert into ledger_entry (account_id, first_row, row_count, sequence_number, event_id, kind, amount_micros,
                balance_after_micros, vps_id, at, line_vps_ids, line_price_versions, line_price_micros,
                line_first_minutes, line_minutes, line_first_numbers)
            select account_id, first_row, ?, ?, ?, ?, ?, ?, cast(? as uuid), ?,
                cast(? as uuid[]), cast(? as integer[]), cast(? as bigint[]), cast(? as bigint[]), cast(? as integer[]),
                cast(? as bigint[])
            from head""";

    static final String OPEN_METER = "with head as (" + ADVANCE + """
             returning account_id)
            insert into meter_interval (vps_id, opened_sequence, account_id, plan_id, opened_at, opened_event_id)
            select ?, ?, account_id, ?, ?, ?
            from head""";

    static final String CLOSE_METER = "with head as (" + ADVANCE + """
             returning account_id)
            update meter_interval
            set closed_at = ?, closed_sequence = ?, closed_event_id = ?, closed_booked_at = ?
            from head
            where meter_interval.vps_id = ? and meter_interval.closed_at is null""";

    private LedgerSql() {}

    private static String head(String assignments) {
        return "update balance_view set " + assignments + ", version = ? where account_id = ? and version < ?";
    }
}
