package dev.litevps.query.history;

import dev.litevps.query.PendingWrites;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** The events of one batch, indexed with two statements, whatever their number. */
final class HistoryBatch implements PendingWrites.Writes {

    /** Everything but the ids is taken from the stored event: nothing else knows its position. */
    private static final String ADD = """
            insert into history_entry (position, event_id, aggregate_type, aggregate_id, event_type, at, account_id, vps_id,
                actor, request_id, causation_id, cause_event_id)
            select event.global_index, event.event_identifier, event.type, event.aggregate_identifier,
                regexp_replace(event.payload_type, '^.*[.$]', ''), event.time_stamp::timestamptz,
                coalesce(payload.json ->> 'accountId',
                    case when event.type = 'Account' then event.aggregate_identifier end)::uuid,
                coalesce(payload.json ->> 'vpsId', case when event.type = 'Vps' then event.aggregate_identifier end)::uuid,
                (meta.json ->> 'account_id')::uuid, meta.json ->> 'request_id', meta.json ->> 'causation_id',
                meta.json ->> 'cause_event_id'
            from domain_event_entry event
                cross join lateral (select convert_from(event.payload, 'UTF8')::jsonb as json) payload
                cross join lateral (select convert_from(event.meta_data, 'UTF8')::jsonb as json) meta
            where event.event_identifier = any (?)
            on conflict (position) do nothing""";

    /**
     * An event that does not say whom it concerns concerns whom the first event of its aggregate named, or else that of its
     * VPS. Of a host, the first event names nobody: what a host does for a VPS concerns that VPS's account only.
     */
    private static final String INHERIT = """
            update history_entry entry set account_id = first.account_id, vps_id = coalesce(entry.vps_id, first.vps_id)
            from history_entry added
                cross join lateral (
                    select beginning.account_id, beginning.vps_id from (
                        (select account_id, vps_id from history_entry
                            where aggregate_id = added.aggregate_id order by position limit 1)
                        union all
                        (select account_id, vps_id from history_entry
                            where aggregate_id = added.vps_id::text order by position limit 1)) beginning
                    where beginning.account_id is not null limit 1) first
            where added.event_id = any (?) and added.account_id is null and entry.position = added.position""";

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
            jdbc.update(INHERIT, (Object) ids);
            drop();
        }
    }

    @Override
    public void drop() {
        events.clear();
    }
}
