-- Comparisons of views with what their events say. Who asked for one, and why, is an event as well.
create table drift_check (
    id          uuid        not null primary key,
    view        text        not null,
    account_id  uuid,
    reason      text        not null,
    asked_at    timestamptz not null,
    -- When the node that does it last said so: one that is silent for long has died meanwhile.
    seen_at     timestamptz not null,
    state       text        not null,
    events      bigint      not null default 0,
    rows        bigint      not null default 0,
    differences bigint      not null default 0,
    examples    text        not null default '[]',
    trouble     text,
    ended_at    timestamptz
);

create index drift_check_asked_idx on drift_check (asked_at desc, id desc);
