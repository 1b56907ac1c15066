-- What operators have set; one row, or none while the defaults hold.
create table settings_view (
    id                       text    not null primary key,
    max_exec_timeout_seconds integer not null,
    max_batch_size           integer not null,
    max_snapshots_per_vps    integer not null,
    blocked_commands         text[]  not null,
    version                  bigint  not null
);
