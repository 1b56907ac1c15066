-- What a client asked with an Idempotency-Key, and how it was answered. The key itself is kept nowhere: key_hash is an HMAC of
-- the account and the key, and the answer's body is encrypted under a key that only who knows both can derive.
create table idempotent_request (
    key_hash    bytea       not null primary key,
    fingerprint bytea       not null,
    seed        bytea       not null,
    owner       uuid        not null,
    lease_until timestamptz not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    status      integer,
    headers     text,
    body        bytea
);

create index idempotent_request_expiry_idx on idempotent_request (expires_at);

-- Which steps of such a request are done: each is written in the transaction of what it stands for.
create table idempotent_step (
    key_hash bytea        not null references idempotent_request on delete cascade,
    step     varchar(300) not null,
    changed  text         not null default '',
    primary key (key_hash, step)
);
