-- An index of the event store by what auditors ask for: whom an event concerns, who brought it about, and what it came of. It holds
-- nothing of its own, and can be made again from the events. Each index ends with the position, so that it can be paged through.
create table history_entry (
    position       bigint      not null primary key,
    event_id       text        not null unique,
    aggregate_type text,
    aggregate_id   text        not null,
    event_type     text        not null,
    at             timestamptz not null,
    account_id     uuid,
    vps_id         uuid,
    actor          uuid,
    request_id     text,
    causation_id   text,
    cause_event_id text
);

create index history_entry_aggregate_idx on history_entry (aggregate_id, position);
create index history_entry_type_idx on history_entry (event_type, position);
create index history_entry_account_idx on history_entry (account_id, position) where account_id is not null;
create index history_entry_vps_idx on history_entry (vps_id, position) where vps_id is not null;
create index history_entry_actor_idx on history_entry (actor, position) where actor is not null;
create index history_entry_request_idx on history_entry (request_id, position) where request_id is not null;
create index history_entry_causation_idx on history_entry (causation_id) where causation_id is not null;
create index history_entry_cause_idx on history_entry (cause_event_id) where cause_event_id is not null;
create index history_entry_at_idx on history_entry (at);
