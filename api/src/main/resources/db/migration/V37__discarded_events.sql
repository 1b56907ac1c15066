-- Events that support gave up for a handler: whoever makes its view anew passes over them too.
create table discarded_event (
    processing_group     text        not null,
    -- Of sagas' processors; -1 of others.
    segment              integer     not null,
    aggregate_identifier text        not null,
    aggregate_version    bigint      not null,
    event_identifier     text        not null,
    discarded_at         timestamptz not null,
    primary key (processing_group, segment, aggregate_identifier, aggregate_version)
);

-- Drift checks are done by whatever node is free, and by another if that one dies. Those that nobody does any more are over.
alter table drift_check
    add column node  text,
    add column tries integer not null default 0,
    alter column seen_at drop not null;
update drift_check set state = 'failed', ended_at = now(), trouble = 'the server that did it was stopped: ask again'
where state in ('waiting', 'running');

-- Who had the live view replaced, by which request, and why: noted as an event when it is done. And how many accounts were
-- erased since the rebuild was begun: what rests must not show them.
alter table view_rebuild
    add column swap_provenance text,
    add column swap_reason     text,
    add column swap_recorded   boolean not null default false,
    add column erasures        integer not null default 0;
update view_rebuild set swap_recorded = true;
update view_rebuild set state = 'failed', ended_at = now(), trouble = 'the server was upgraded meanwhile: begin again'
where state not in ('swapped', 'cancelled', 'failed');

-- They could name what customers call things; they no longer do.
update drift_check set examples = '[]' where examples <> '[]';
update view_rebuild set examples = '[]' where examples <> '[]';
