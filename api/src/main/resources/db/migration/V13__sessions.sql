-- Which sessions of an account are good: those whose token names this generation. To raise it is to end all of them.
alter table credential
    add column session_generation integer not null default 0;

-- A key is published some time before it signs, so that everybody who verifies knows it by then.
alter table signing_key
    add column signs_from timestamp with time zone;

update signing_key set signs_from = created_at;

alter table signing_key
    alter column signs_from set not null;
