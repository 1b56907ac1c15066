-- What the reconciler found where the hosts and the events differed: a row for each event that tells of it.
create table finding_view (
    event_id uuid        not null primary key,
    kind     text        not null,
    host_id  uuid,
    vps_id   uuid,
    message  text        not null,
    at       timestamptz not null
);

create index finding_view_at_idx on finding_view (at desc, event_id desc);

create index account_view_staff_idx on account_view (registered_at, id) where role <> 'CUSTOMER';
