package dev.litevps.query.history;

import dev.litevps.query.PendingWrites;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** The events of one batch, indexed with one statement, whatever their number. */
final class HistoryBatch implements PendingWrites.Writes {

    /**
     * Everything but the ids is taken from the stored event: nothing else knows its position. An event that does not say whom it
     * concerns concerns whom the first event of its VPS, or else of its aggregate, named; that is asked of the store and not of
     * this view, so that it does not matter which segment has come how far.
     */
    private static final String ADD = """
            with added as materialized (
                select stored.*, said."accountId" as account,
                    coalesce(said."vpsId", case when stored.type = 'Vps' then stored.aggregate_identifier end) as vps,
                    origin.account_id as actor, origin.request_id, origin.causation_id, origin.cause_event_id
                from public.domain_event_entry stored
                cross join lateral json_to_record(convert_from(stored.payload, 'UTF8')::json)
                    as said("accountId" text, "vpsId" text)
                cross join lateral json_to_record(convert_from(stored.meta_data, 'UTF8')::json)
                    as origin(account_id text, request_id text, causation_id text, cause_event_id text)
                where stored.event_identifier = any (?))
            insert into history_entry (position, event_id, aggregate_type, aggregate_id, event_type, at, account_id, vps_id,
                actor, request_id, causation_id, cause_event_id)
            select added.global_index, added.event_identifier, added.type, added.aggregate_identifier,
                regexp_replace(added.payload_type, '^.*[.$]', ''), added.time_stamp::timestamptz,
                coalesce(added.account, beginning.account)::uuid, coalesce(added.vps, beginning.vps)::uuid,
                added.actor::uuid, added.request_id, added.causation_id, added.cause_event_id
            from added left join lateral (
                select convert_from(payload, 'UTF8')::json ->> 'accountId' as account,
                    convert_from(payload, 'UTF8')::json ->> 'vpsId' as vps
                from public.domain_event_entry first
                where added.account is null and first.sequence_number = 0
                    and first.aggregate_identifier = coalesce(added.vps, added.aggregate_identifier)) beginning on true
            on conflict (position) do nothing""";

    private final JdbcOperations jdbc;
    private final List<String> events = new ArrayList<>();

    HistoryBatch(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void add(String eventId) {
        events.add(eventId);
    }

    @Override
    public void flush() {
        if (!events.isEmpty()) {
            String[] ids = events.toArray(String[]::new);
            jdbc.update(ADD, (Object) ids);
            drop();
        }
    }

    @Override
    public void drop() {
        events.clear();
    }
}
