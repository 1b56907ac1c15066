-- The background jobs that have not ended, and whether each is to be killed.
create table live_job (
    job_id    uuid    not null primary key,
    cancelled boolean not null default false
);

-- What background jobs printed, encrypted under the key of the account. It is no view: no event says it.
create table job_output (
    job_id           uuid        not null primary key,
    vps_id           uuid        not null,
    ordered_at       timestamptz not null,
    stored_at        timestamptz not null,
    stdout           text        not null,
    stderr           text        not null,
    stdout_truncated boolean     not null,
    stderr_truncated boolean     not null
);

create index job_output_vps_idx on job_output (vps_id, ordered_at);
