package dev.litevps.query.ledger;

/**
 * The statements that write the views of ledgers, one for each table and batch. What they write was made of the ledgers' rows as
 * they were, locked, so that an event that comes again changes nothing.
 */
final class LedgerSql {

    static final String LOAD = "select * from balance_view where account_id = any (?) order by account_id for update";

    static final String BALANCES = """
            insert into balance_view (account_id, ledger_id, balance_micros, held_micros, exhausted_at, grace_ends_at,
                statement_rows, version)
            select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as bigint[]), cast(? as bigint[]),
                cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as bigint[]), cast(? as bigint[]))
            on conflict (account_id) do update
            set balance_micros = excluded.balance_micros, held_micros = excluded.held_micros,
                exhausted_at = excluded.exhausted_at, grace_ends_at = excluded.grace_ends_at,
                statement_rows = excluded.statement_rows, version = excluded.version""";

    static final String ENTRIES = """
            copy ledger_entry (account_id, first_row, row_count, sequence_number, event_id, kind, amount_micros,
                balance_after_micros, reason, vps_id, charge_id, at, line_vps_ids, line_price_versions,
                line_price_micros, line_first_minutes, line_minutes, line_first_numbers)
            from stdin""";

    /** Whatever is known of the hour already was booked before. */
    static final String HOURS = """
            insert into charge_hour as known (account_id, hour, vps_id, minutes, amount_micros, first_entry, last_entry)
            select account_id, to_timestamp(hour * 3600.0), vps_id, minutes, micros, first_entry, last_entry
            from unnest(cast(? as uuid[]), cast(? as bigint[]), cast(? as uuid[]), cast(? as integer[]),
                cast(? as bigint[]), cast(? as bigint[]), cast(? as bigint[]))
                as share (account_id, hour, vps_id, minutes, micros, first_entry, last_entry)
            on conflict (account_id, hour, vps_id) do update
            set minutes = known.minutes + excluded.minutes,
                amount_micros = known.amount_micros + excluded.amount_micros,
                last_entry = excluded.last_entry""";

    static final String OPENED_METERS = """
            copy meter_interval (vps_id, opened_sequence, account_id, plan_id, opened_at, opened_event_id)
            from stdin""";

    static final String CLOSED_METERS = """
            update meter_interval
            set closed_at = ?, closed_sequence = ?, closed_event_id = ?, closed_booked_at = ?
            where vps_id = ? and opened_sequence < ? and closed_at is null""";

    private LedgerSql() {}
}
