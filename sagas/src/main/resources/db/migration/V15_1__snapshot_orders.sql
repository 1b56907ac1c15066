-- What is ordered to be done to snapshots and not yet done, so that a newer order takes the place of an older one, and
-- the reconciler leaves the machine alone.
create table snapshot_order (
    snapshot_id uuid not null primary key,
    vps_id      uuid not null,
    order_id    text not null
);

create index snapshot_order_vps_idx on snapshot_order (vps_id);
