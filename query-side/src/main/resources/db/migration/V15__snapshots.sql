-- The snapshots of each VPS. A row whose snapshot is gone stays, since it says how far the view has come.
create table snapshot_view (
    id         uuid        not null primary key,
    vps_id     uuid        not null,
    name       text        not null,
    state      text        not null,
    reason     text,
    created_at timestamptz not null,
    taken_at   timestamptz,
    gone       boolean     not null default false,
    version    bigint      not null
);

create index snapshot_view_vps_idx on snapshot_view (vps_id, version);
