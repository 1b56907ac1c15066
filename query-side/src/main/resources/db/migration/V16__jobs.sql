-- The background jobs of each VPS; what they printed is not in here, since no event says it.
create table job_view (
    id              uuid        not null primary key,
    vps_id          uuid        not null,
    command         text        not null,
    timeout_seconds integer     not null,
    status          text        not null,
    exit_code       integer,
    duration_ms     bigint,
    reason          text,
    created_at      timestamptz not null,
    started_at      timestamptz,
    finished_at     timestamptz,
    version         bigint      not null
);

create index job_view_newest_idx on job_view (vps_id, created_at desc, id desc);
create index job_view_version_idx on job_view (vps_id, version);
