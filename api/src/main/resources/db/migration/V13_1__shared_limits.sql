-- What is left to those who try to log in or to register, counted by all nodes together. Who they are is a keyed hash. Logged
-- like everything else: whoever could have it emptied by a crash could guess on.
create table shared_limit (
    id         varchar(64) not null primary key,
    state      bytea,
    expires_at bigint
) with (fillfactor = 70);

create index shared_limit_expiry_idx on shared_limit (expires_at);
