-- Views that are made anew while the live ones go on. Who asked for it, and why, is an event as well.
create table view_rebuild (
    id          uuid        not null primary key,
    view        text        not null,
    reason      text        not null,
    asked_at    timestamptz not null,
    -- When the node that works on it last said so: another takes over from one that is silent.
    seen_at     timestamptz,
    node        text,
    state       text        not null,
    -- Whether it takes the place of the live view without being asked again.
    swaps       boolean     not null,
    -- Up to where the copy is made, as followers of the events say it. In the transaction that fills it.
    token       text,
    events      bigint      not null default 0,
    position    bigint      not null default -1,
    head        bigint      not null default -1,
    working_ms  bigint      not null default 0,
    rows        bigint      not null default 0,
    differences bigint,
    examples    text        not null default '[]',
    trouble     text,
    ended_at    timestamptz
);

-- One of each view at a time.
create unique index view_rebuild_current_idx on view_rebuild (view)
    where state not in ('swapped', 'cancelled', 'failed');
create index view_rebuild_asked_idx on view_rebuild (asked_at desc, id desc);
